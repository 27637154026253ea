import { afterAll, beforeAll, expect, test } from 'vitest';
import { INITIALIZE, type ServedHttp, servedHttp } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';

let served: ServedHttp;

beforeAll(async () => {
  served = await servedHttp({
    plugins: [fixture('weather'), fixture('asks.ts')],
    http: { stateless: true },
  });
});

afterAll(() => served.close());

test.each(['legacy', 'modern'] as const)('without state, a client of the %s era calls tools', async (era) => {
  const client = await served.client(era);

  const result = await client.callTool({ name: 'weather-today', arguments: { city: 'Oslo' } });

  expect(result.structuredContent).toEqual({ forecast: 'sunny in Oslo, 21 celsius' });
});

test('no session is begun, and none can be ended or listened to', async () => {
  const begun = await served.post(INITIALIZE);
  const headers = { accept: 'text/event-stream' };

  const [listened, ended] = await Promise.all([
    fetch(served.url, { headers }),
    fetch(served.url, { method: 'DELETE' }),
  ]);

  expect(begun.headers.get('mcp-session-id')).toBeNull();
  expect([begun.status, listened.status, ended.status]).toEqual([200, 405, 405]);
});

test('to a tool an older client is one that nobody can be asked at', async () => {
  const client = await served.client('legacy', { answer: { ok: true } });

  const result = await client.callTool({ name: 'ask-first', arguments: {} });

  expect(result.structuredContent).toEqual({ said: 'unavailable' });
});

test('a client of the newer era is asked all the same', async () => {
  const client = await served.client('modern', { answer: { ok: true } });

  const result = await client.callTool({ name: 'ask-first', arguments: {} });

  expect(result.structuredContent).toEqual({ said: 'accepted' });
});
