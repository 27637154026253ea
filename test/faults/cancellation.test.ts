import { afterEach, describe, expect, test } from 'vitest';
import { errorOf, textOf } from '../support/call-result.js';
import {
  type FakeOpenAI,
  type RecordedRequest,
  type Reply,
  startFakeOpenAI,
} from '../support/fake-openai.js';
import { ask, said, saying } from '../support/openai-answers.js';
import { type RawProcess, shakenProcess } from '../support/raw-process.js';
import { fixture, type ServedProcess, serveProcess } from '../support/served-process.js';

const STUBBORN = { stubborn: { from: fixture('stubborn.ts') } };
const HANGS: [string, Reply][] = [
  ['that has not answered', { hang: true }],
  ['that answers in a stream', { sse: saying('Once ', 'upon').slice(0, 2), hang: true }],
  ['that asks for patience', { status: 429, headers: { 'retry-after': '25' }, json: {} }],
];

let upstream: FakeOpenAI;
let served: ServedProcess | undefined;
let raw: RawProcess | undefined;
let arrived: Promise<RecordedRequest>;

const startUpstream = async (reply: Reply) => {
  const arrival = Promise.withResolvers<RecordedRequest>();
  arrived = arrival.promise;
  upstream = await startFakeOpenAI((request) => {
    arrival.resolve(request);
    return request.text.includes('quick') ? { json: said('Hello.') } : reply;
  });
};

afterEach(async () => {
  await served?.close();
  await raw?.stop();
  await upstream?.stop();
  served = raw = undefined;
});

describe.each(['legacy', 'modern'] as const)('a client of the %s era that cancels', (era) => {
  test.each(HANGS.slice(0, 2))('ends the request to an upstream %s; other calls go on', async (_, reply) => {
    await startUpstream(reply);
    served = await serveProcess({ upstream, era, config: { openai: { api: 'responses' } } });
    const abort = new AbortController();
    const call = served.call('chat-completion', ask('Hello', { stream: 'sse' in reply }), abort.signal);
    const request = await arrived;

    abort.abort();

    await expect(call).rejects.toThrow();
    await request.closed;
    const after = await served.call('chat-completion', ask('be quick'));
    expect(textOf(after)).toBe('Hello.');
  });
});

test('a cancelled call gets no response, even where its tool ignores the signal', async () => {
  raw = await shakenProcess({ config: { plugins: STUBBORN } });
  const params = { name: 'run-for-ever', arguments: {}, _meta: { progressToken: 'p' } };
  raw.send({ jsonrpc: '2.0', id: 'held', method: 'tools/call', params });
  await raw.message(({ method }) => method === 'notifications/progress');

  raw.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'held' } });
  const after = await raw.ask('tools/call', { name: 'usage-report', arguments: {} });

  expect(after.result.isError).toBeUndefined();
  expect(raw.lines().join()).not.toContain('"id":"held"');
});

describe('a client that disconnects in the middle of a call', () => {
  test.each(HANGS)('ends the request to an upstream %s, and the server', async (_, reply) => {
    await startUpstream(reply);
    raw = await shakenProcess({ upstream, config: { openai: { api: 'responses' } } });
    const input = ask('Hello', { stream: 'sse' in reply });
    raw.send({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'chat-completion', arguments: input },
    });
    const request = await arrived;

    raw.closeStdin();

    await request.closed;
    expect(await raw.ended).toBe(0);
    expect(upstream.requests).toHaveLength(1);
    expect(raw.stderr()).toBe('');
  });

  test('is not waited for by a tool that ignores its signal', async () => {
    raw = await shakenProcess({ config: { plugins: STUBBORN } });
    const params = { name: 'run-for-ever', arguments: {}, _meta: { progressToken: 'p' } };
    raw.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    await raw.message(({ method }) => method === 'notifications/progress');

    raw.closeStdin();

    expect(await raw.ended).toBe(0);
  });
});

describe('a call that takes too long', () => {
  test('ends with words, even where its tool ignores the signal, and the plugin stays of use', async () => {
    served = await serveProcess({ config: { plugins: STUBBORN, server: { callTimeoutSeconds: 1 } } });

    const first = await served.call('run-for-ever');
    const second = await served.call('run-for-ever');

    for (const result of [first, second]) {
      expect(errorOf(result)).toMatchObject({
        code: 'CALL_TIMEOUT',
        message: expect.stringContaining('1 s'),
      });
    }
  });

  test('ends its request upstream', async () => {
    await startUpstream({ hang: true });
    served = await serveProcess({ upstream, config: { server: { callTimeoutSeconds: 4 } } });

    const result = await served.call('chat-completion', ask('Hello'));

    expect(errorOf(result)?.code).toBe('CALL_TIMEOUT');
    await (await arrived).closed;
    expect(upstream.requests).toHaveLength(1);
  });
});
