import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { type SharedMoney, sharedFolder } from '../../drills/drill-servers.js';
import { callTool, jobServer } from '../../drills/job-servers.js';
import { going, message, response } from '../../plugins/research/web-responses.js';
import { type FakeOpenAI, startFakeOpenAI } from '../../support/fake-openai.js';
import type { RawProcess } from '../../support/raw-process.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const DONE = response([message('Ada kept it.')]);

let money: SharedMoney;
let upstream: FakeOpenAI;
const servers: RawProcess[] = [];
let looksToTheEnd = 1;
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await Promise.all([upstream.stop(), money.remove()]);
});

const looks = () => upstream.requests.filter(({ method }) => method === 'GET').length;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start(port: number): Promise<RawProcess> {
  const webhooks = { secret: `\${env:WEBHOOK_SECRET}`, port };
  const server = await jobServer(money, upstream, { webhooks, logLevel: 'info' }, { WEBHOOK_SECRET: SECRET });
  servers.push(server);
  return server;
}

async function listening(): Promise<{ server: RawProcess; url: string }> {
  looksToTheEnd = 1;
  money = await sharedFolder();
  upstream = await startFakeOpenAI(({ method }) => ({
    json: method === 'POST' ? going('queued') : looks() >= looksToTheEnd ? DONE : going('in_progress'),
  }));
  const port = await freePort();
  const server = await start(port);
  await expect.poll(() => server.stderr(), { timeout: 10_000 }).toContain('Webhooks are taken');
  return { server, url: `http://127.0.0.1:${port}/openai/webhooks` };
}

const eventOf = (type: string, id: string) =>
  JSON.stringify({ id: 'evt_1', object: 'event', type, data: { id } });

/** As OpenAI sends it. */
function headersOf(
  body: string,
  { id = 'wh_1', at = Date.now(), secret = SECRET } = {},
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(at), body),
    'content-type': 'application/json',
  };
}

const post = async (url: string, body: string, headers: Record<string, string>) =>
  (await fetch(url, { method: 'POST', body, headers })).status;

const research = (server: RawProcess) =>
  callTool(server, 'deep-research', { query: 'Who kept the lighthouse?', wait_seconds: 0 });

describe('webhooks of OpenAI', () => {
  test('have each job that they name looked at, at once', { timeout: 20_000 }, async () => {
    const { server, url } = await listening();
    looksToTheEnd = 5;
    await research(server);

    for (let look = 1; look <= looksToTheEnd; look++) {
      const body = eventOf('response.completed', 'resp_1');
      expect(await post(url, body, headersOf(body, { id: `wh_${look}` }))).toBe(200);
      await expect.poll(looks, { timeout: 15_000, interval: 20 }).toBeGreaterThanOrEqual(look);
    }
    await expect
      .poll(async () => (await callTool(server, 'list-jobs')).structuredContent.jobs[0].status)
      .toBe('completed');
  });

  test('are refused where OpenAI has not signed them just now', async () => {
    const { server, url } = await listening();
    await research(server);
    const body = eventOf('response.completed', 'resp_1');
    const signed = headersOf(body);
    const refusals: [string, Record<string, string>][] = [
      [body, {}],
      [body, { ...signed, 'webhook-signature': '' }],
      [body, { ...signed, 'webhook-signature': 'v1,AAAA' }],
      [body, { ...signed, 'webhook-id': 'wh_2' }],
      [`${body} `, signed],
      [body, headersOf(body, { secret: `whsec_${Buffer.alloc(32, 8).toString('base64')}` })],
      [body, headersOf(body, { at: Date.now() - 400_000 })],
      [body, headersOf(body, { at: Date.now() + 400_000 })],
    ];

    const statuses = await Promise.all(refusals.map(([text, headers]) => post(url, text, headers)));

    expect(statuses).toEqual(refusals.map(() => 400));
    expect(looks()).toBe(0);
  });

  test('do no harm where they are repeated, unheard of, or of something else', async () => {
    const { url } = await listening();
    const bodies = [
      eventOf('response.completed', 'resp_unheard_of'),
      eventOf('response.completed', "' OR 1=1 --"),
      eventOf('eval.run.succeeded', 'resp_1'),
      JSON.stringify({ type: 'batch.completed', data: null }),
      JSON.stringify([]),
      'null',
    ];

    const statuses = [];
    for (const [index, body] of bodies.entries()) {
      const headers = headersOf(body, { id: `wh_${index}` });
      statuses.push(await post(url, body, headers), await post(url, body, headers));
    }

    expect(statuses).toEqual(statuses.map(() => 200));
    expect(looks()).toBe(0);
  });

  test('are taken by POST, at their path, and up to a size', async () => {
    const { url } = await listening();
    const large = eventOf('response.completed', 'x'.repeat(300_000));

    const statuses = [
      (await fetch(url)).status,
      await post(`${url}/more`, '{}', {}),
      await post(url, large, headersOf(large)).catch(() => 413),
    ];

    expect(statuses).toEqual([405, 404, 413]);
  });

  test('are left to the server that has the port, and the others say so', async () => {
    const { url } = await listening();

    const second = await start(Number(new URL(url).port));

    await expect.poll(() => second.stderr(), { timeout: 10_000 }).toContain('is taken by another process');
    expect((await callTool(second, 'list-jobs')).structuredContent).toMatchObject({ jobs: [] });
  });
});
