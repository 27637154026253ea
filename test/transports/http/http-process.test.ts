import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { type HttpProcess, httpProcess, JSON_HEADERS } from '../../support/http-process.js';
import { modernRequest } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let server: HttpProcess;
afterEach(() => server.stop());

const config = { plugins: { patient: { from: fixture('patient.ts') } }, logLevel: 'info' };
const ask = async (method: string, params: Record<string, unknown>, more = {}): Promise<Response> => {
  const { body, headers } = modernRequest(method, params);
  return fetch(server.url, {
    method: 'POST',
    headers: { ...JSON_HEADERS, ...headers, ...more },
    body: JSON.stringify(body),
  });
};
const work = (seconds: number) =>
  ask('tools/call', {
    name: 'work-on-the-line',
    arguments: { log: join(server.folder, 'work.log'), seconds },
  });
const ready = () => fetch(new URL('/readyz', server.url)).then(({ status }) => status);

describe('on SIGTERM', () => {
  test('calls under way end, streams are closed, and nothing new is taken', async () => {
    server = await httpProcess({ config });
    const listening = await ask('subscriptions/listen', { notifications: { resourcesListChanged: true } });
    const working = work(1.5);
    await expect.poll(() => server.stderr(), { timeout: 10_000 }).toContain('Serving');
    await new Promise((resolve) => setTimeout(resolve, 500));

    server.kill('SIGTERM');
    await expect.poll(() => ready().catch(() => 'refused'), { timeout: 5000 }).not.toBe(200);
    const done = await (await working).text();
    await listening.text();

    expect(done).toContain('"steps":30');
    expect(await server.ended).toBe(0);
  });

  test('what is not done by the deadline is ended, and told so', async () => {
    server = await httpProcess({ config: { ...config, server: { http: { drainSeconds: 0.3 } } } });
    const working = work(60);
    await new Promise((resolve) => setTimeout(resolve, 500));

    server.kill('SIGTERM');
    const told = await (await working).text();

    expect(told).toContain('SERVER_STOPPING');
    expect(await server.ended).toBe(0);
  });
});

test('a server whose database is gone is alive and not ready', async () => {
  const env = { OPENAI_MCP_DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/none' };
  server = await httpProcess({ config, env });

  const alive = await fetch(new URL('/healthz', server.url));

  expect(alive.status).toBe(200);
  expect(await ready()).toBe(503);
});

test('the log has one line of JSON for a request, whatever its client writes into it', async () => {
  server = await httpProcess({ config });
  const name = 'say\n{"level":"error","msg":"made up"}\u001b[2J';

  await (
    await ask('tools/call', { name, arguments: {} }, { 'mcp-name': 'say', 'x-request-id': 'known' })
  ).text();
  await fetch(`${server.url}/%0a%1b[2J?key=hush`);

  await expect.poll(() => server.stderr()).toContain('2J 404');
  const [, ...lines] = server.stderr().trim().split('\n');
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ plugin: 'http' });
  expect(lines.join('')).toContain('"requestId":"known"');
  expect(lines.join('')).not.toContain('hush');
});

test('webhooks of OpenAI are taken at the same port, signed ones alone', async () => {
  const webhooks = { secret: `\${env:WEBHOOK_SECRET}` };
  server = await httpProcess({ config: { ...config, webhooks }, env: { WEBHOOK_SECRET: SECRET } });
  const body = JSON.stringify({ id: 'evt_1', type: 'batch.completed', data: { id: 'batch_1' } });
  const at = new Date();
  const signature = new Webhook(SECRET).sign('wh_1', at, body);
  const headers = { 'webhook-id': 'wh_1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) };
  const send = (signed: string) =>
    fetch(new URL('/openai/webhooks', server.url), {
      method: 'POST',
      headers: { ...headers, 'webhook-signature': signed },
      body,
    });

  const forged = await send('v1,AAAA');
  const real = await send(signature);

  expect([forged.status, real.status]).toEqual([400, 200]);
  expect(server.stderr()).not.toContain('Webhooks are taken');
});
