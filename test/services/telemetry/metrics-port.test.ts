import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { httpProcess } from '../../support/http-process.js';
import { readExposition } from '../../support/prometheus-text.js';
import { serveProcess } from '../../support/served-process.js';

const config = { telemetry: { metricsPort: 0 }, logLevel: 'info' };

/** Where a server says that its metrics are. */
async function placeIn(stderr: () => string): Promise<string> {
  const told = () => /Metrics are at (http:\/\/\S+\/metrics)\./.exec(stderr())?.[1];
  await expect.poll(told, { timeout: 10_000 }).toBeDefined();
  return told()!;
}

test('a server over stdio has /metrics at a port of its own, and nothing else there', async () => {
  const server = await serveProcess({ config });
  const place = await placeIn(server.stderr);
  await server.client.listTools();

  const metrics = readExposition(await (await fetch(place)).text());
  const elsewhere = await fetch(new URL('/mcp', place));
  const posted = await fetch(place, { method: 'POST', body: '{}' });
  await server.close();

  expect(metrics.find('openai_mcp_host_sessions', { network_transport: 'pipe' })).toMatchObject([
    { value: 1 },
  ]);
  expect([elsewhere.status, posted.status]).toEqual([404, 405]);
});

test('a server over HTTP has it, too', async () => {
  const server = await httpProcess({ config });
  const place = await placeIn(() => server.stderr());

  const { types } = readExposition(await (await fetch(place)).text());
  const atTheServer = await fetch(new URL('/metrics', server.url));
  await server.stop();

  expect(types).toHaveProperty('openai_mcp_host_calls_running', 'gauge');
  expect(atTheServer.status).toBe(404);
});

test('a port that is taken costs the metrics, and nothing else', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const server = await serveProcess({ config: { telemetry: { metricsPort: port } } });

  const { tools } = await server.client.listTools();
  await expect
    .poll(server.stderr, { timeout: 10_000 })
    .toContain(`/metrics can't be served at 127.0.0.1:${port}`);
  await server.close();
  taken.close();

  expect(tools.length).toBeGreaterThan(0);
});
