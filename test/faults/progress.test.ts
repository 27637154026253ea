import type { Progress } from '@modelcontextprotocol/client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, saying } from '../support/openai-answers.js';
import { MODERN_META, type RawProcess, rawProcess, shakenProcess } from '../support/raw-process.js';
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

const ROUNDS = 20;

describe.each(['legacy', 'modern'] as const)('progress for a client of the %s era', (era) => {
  test('is heard in full, though the tool sends all of it in one breath', async () => {
    served = await serveProcess({ era, config: { plugins: PLUGINS } });
    let whole = 0;

    for (let round = 0; round < ROUNDS; round++) {
      const heard: Progress[] = [];
      const onprogress = (progress: Progress) => heard.push(progress);
      await served.client.callTool({ name: 'count-up', arguments: { to: 6 } }, { onprogress });
      if (heard.length === 8) whole++;
    }

    // A client that is kept from reading for longer than the gap before the result loses a round now and then.
    expect(whole).toBeGreaterThan(ROUNDS / 2);
  });

  test('shows a streamed text as it grows', async () => {
    served = await serveProcess({ era, upstream, config: { openai: { api: 'responses' } } });
    const heard: (string | undefined)[] = [];
    const onprogress = ({ message }: Progress) => heard.push(message);

    const input = ask('Tell me', { stream: true });
    const result = await served.client.callTool(
      { name: 'chat-completion', arguments: input },
      { onprogress },
    );

    expect(heard.length).toBeGreaterThan(1);
    for (const message of heard) expect('Once upon a time').toContain(message);
    expect(textOf(result as never)).toBe('Once upon a time');
  });
});

test.each(['legacy', 'modern'] as const)(
  'goes out before the result, rising; after it comes nothing, and without a token nothing at all: %s era',
  async (era) => {
    raw = await (era === 'legacy' ? shakenProcess : rawProcess)({ config: { plugins: PLUGINS } });
    const shaken = raw.lines().length;
    const call = (id: string, meta: object) => {
      const _meta = { ...(era === 'modern' && MODERN_META), ...meta };
      raw!.send({
        jsonrpc: '2.0',
        id,
        method: 'tools/call',
        params: { name: 'count-up', arguments: { to: 5 }, _meta },
      });
      return raw!.message((message) => message.id === id);
    };

    await call('with', { progressToken: 'token' });
    await call('without', {});
    raw.closeStdin();
    await raw.ended;

    const messages = raw
      .lines()
      .slice(shaken)
      .map((line) => JSON.parse(line));
    const progress = messages.slice(0, 7).map(({ params }) => params);
    expect(messages.map(({ method, id }) => method ?? id)).toEqual([
      ...Array(7).fill('notifications/progress'),
      'with',
      'without',
    ]);
    expect(isRising(progress.map((each) => each.progress))).toBe(true);
    expect(progress.every(({ progressToken }) => progressToken === 'token')).toBe(true);
    expect(progress.at(-1).message.length).toBeLessThanOrEqual(200);
    expect(progress.at(-1).message.isWellFormed()).toBe(true);
  },
);
