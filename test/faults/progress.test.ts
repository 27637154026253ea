import type { Progress } from '@modelcontextprotocol/client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, saying } from '../support/openai-answers.js';
import { type RawProcess, shakenProcess } from '../support/raw-process.js';
import { fixture, type ServedProcess, serveProcess } from '../support/served-process.js';

const PLUGINS = { talkative: { from: fixture('talkative.ts') } };

let upstream: FakeOpenAI;
let served: ServedProcess | undefined;
let raw: RawProcess | undefined;

beforeAll(async () => {
  upstream = await startFakeOpenAI(() => ({ sse: saying('Once ', 'upon ', 'a time'), gapMs: 300 }));
});

afterEach(async () => {
  await served?.close();
  await raw?.stop();
  served = raw = undefined;
});

afterAll(() => upstream.stop());

const isRising = (numbers: number[]) => numbers.every((each, nth) => nth === 0 || each > numbers[nth - 1]!);

describe.each(['legacy', 'modern'] as const)('progress for a client of the %s era', (era) => {
  test('arrives in full before the result, rising, though all is sent in one breath', async () => {
    served = await serveProcess({ era, config: { plugins: PLUGINS } });
    const strays: unknown[] = [];
    served.client.onerror = (error) => strays.push(error);

    for (let round = 0; round < 20; round++) {
      const heard: Progress[] = [];
      const onprogress = (progress: Progress) => heard.push(progress);
      await served.client.callTool({ name: 'count-up', arguments: { to: 6 } }, { onprogress });

      expect(heard).toHaveLength(8);
      expect(isRising(heard.map(({ progress }) => progress))).toBe(true);
      expect(heard.at(-1)!.message!.length).toBeLessThanOrEqual(200);
      expect(heard.at(-1)!.message!.isWellFormed()).toBe(true);
    }

    expect(strays).toEqual([]);
  });

  test('shows a streamed text as it grows', async () => {
    served = await serveProcess({ era, upstream, config: { openai: { api: 'responses' } } });
    const heard: (string | undefined)[] = [];
    const onprogress = ({ message }: Progress) => heard.push(message);

    const input = ask('Tell me', { stream: true });
    const result = await served.client.callTool({ name: 'chat-completion', arguments: input }, { onprogress });

    expect(heard.length).toBeGreaterThan(1);
    for (const message of heard) expect('Once upon a time').toContain(message);
    expect(textOf(result as never)).toBe('Once upon a time');
  });
});

test('after the result comes nothing, and without a token nothing at all', async () => {
  raw = await shakenProcess({ config: { plugins: PLUGINS } });
  const call = (id: string, token?: string) => {
    const meta = token === undefined ? {} : { _meta: { progressToken: token } };
    const params = { name: 'count-up', arguments: { to: 5 }, ...meta };
    raw!.send({ jsonrpc: '2.0', id, method: 'tools/call', params });
    return raw!.message((message) => message.id === id);
  };

  await call('with', 'token');
  await call('without');
  raw.closeStdin();
  await raw.ended;

  const kinds = raw.lines().map((line) => JSON.parse(line)).map(({ method, id }) => method ?? id);
  expect(kinds.slice(1)).toEqual([...Array(7).fill('notifications/progress'), 'with', 'without']);
});
