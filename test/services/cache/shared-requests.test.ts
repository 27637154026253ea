import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Reply } from '../../../src/testing/reply.js';
import { events, TestCall } from '../openai/open-services.js';
import { cachedClient, embed, vector } from './open-cache.js';

const HELD_BACK = { maxBytes: 0 };
const CHAT = { model: 'gpt-4o', temperature: 0, messages: [{ role: 'user' as const, content: 'Hi' }] };

class OtherTool extends TestCall {
  override readonly tool = 'create-embedding';
}

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
  await close?.();
  close = undefined;
});

/** An upstream that answers each request when it is told to. */
async function heldUpstream(reply: Reply) {
  const arrivals: { go: () => void; closed: Promise<void> }[] = [];
  const arrived = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const opened = await cachedClient(
    async (request) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      arrivals.push({ go: resolve, closed: request.closed });
      arrived[arrivals.length - 1]?.resolve();
      await promise;
      return reply;
    },
    { cache: HELD_BACK },
  );
  close = opened.close;
  return { ...opened, arrivals, arrived: (nth: number) => arrived[nth]!.promise };
}

const settled = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error: Error) => error.name + error.message,
  );

describe('requests that are the same, at the same time', () => {
  test('are sent once: the first pays, the others are told that it was free', async () => {
    const { client, costs, upstream, arrivals, arrived } = await heldUpstream({ json: vector() });
    const calls = [new TestCall(), new TestCall(), new TestCall()];

    const asking = calls.map((call) => call.run(async () => client.embeddings.create(embed)));
    await arrived(0);
    arrivals[0]!.go();
    const answers = await Promise.all(asking);

    expect(upstream.requests).toHaveLength(1);
    expect(answers.map(({ data }) => data[0]?.embedding)).toEqual(Array(3).fill([0.5, -0.5]));
    expect(calls.map(({ requests }) => requests.map(({ basis }) => basis))).toEqual([
      ['metered'],
      ['cached'],
      ['cached'],
    ]);
    expect(calls[1]!.requests[0]).toMatchObject({
      costNanoUsd: 0n,
      upstreamMs: 0,
      requestId: null,
      usage: null,
    });
    expect(costs.report().total).toMatchObject({ requests: 3, inputTokens: 4 });
  });

  test('go on when the first is cancelled, and its money is on record', async () => {
    const { client, costs, upstream, arrivals, arrived } = await heldUpstream({ json: vector() });
    const [first, second] = [new TestCall(), new TestCall()];
    const leaving = settled(first.run(async () => client.embeddings.create(embed)));
    await arrived(0);
    const staying = second.run(async () => client.embeddings.create(embed));
    await new Promise(setImmediate);

    first.cancel();
    const left = await leaving;
    arrivals[0]!.go();
    const { data } = await staying;

    expect(left).not.toBe('answered');
    expect(data[0]?.embedding).toEqual([0.5, -0.5]);
    expect(upstream.requests).toHaveLength(1);
    expect(second.requests).toMatchObject([{ basis: 'cached', costNanoUsd: 0n }]);
    expect(costs.report().total).toMatchObject({ requests: 2, inputTokens: 4 });
  });

  test('are stopped when nobody wants the answer any more', async () => {
    const { client, arrivals, arrived } = await heldUpstream({ json: vector() });
    const calls = [new TestCall(), new TestCall()];
    const asking = calls.map((call) => settled(call.run(async () => client.embeddings.create(embed))));
    await arrived(0);

    for (const call of calls) call.cancel();
    const outcomes = await Promise.all(asking);
    await arrivals[0]!.closed;

    expect(outcomes).not.toContain('answered');
    expect(calls[0]!.requests).toHaveLength(1);
  });

  test('are sent anew after one that nobody waited for', async () => {
    const { client, upstream, arrivals, arrived } = await heldUpstream({ json: vector() });
    const first = new TestCall();
    const leaving = settled(first.run(async () => client.embeddings.create(embed)));
    await arrived(0);
    first.cancel();
    await leaving;

    const asking = new TestCall().run(async () => client.embeddings.create(embed));
    await arrived(1);
    arrivals[1]!.go();

    expect((await asking).data).toHaveLength(1);
    expect(upstream.requests).toHaveLength(2);
  });

  test('are stopped in the middle of a stream that nobody reads', async () => {
    const { client, arrivals, arrived } = await heldUpstream({ sse: [events({ choices: [] })], hang: true });
    const call = new TestCall();
    const opening = call.run(async () => client.chat.completions.create({ ...CHAT, stream: true }));
    await arrived(0);
    arrivals[0]!.go();
    await opening;

    call.cancel();

    await arrivals[0]!.closed;
    await vi.waitFor(() => expect(call.requests).toHaveLength(1));
  });

  test('share a failure', async () => {
    const { client, upstream, arrivals, arrived } = await heldUpstream({
      status: 400,
      json: { error: { message: 'No.', type: 'invalid_request_error' } },
    });
    const calls = [new TestCall(), new TestCall()];

    const asking = calls.map((call) => settled(call.run(async () => client.embeddings.create(embed))));
    await arrived(0);
    arrivals[0]!.go();

    expect(await Promise.all(asking)).toEqual([
      expect.stringContaining('400'),
      expect.stringContaining('400'),
    ]);
    expect(upstream.requests).toHaveLength(1);
  });

  test.each([
    ['of another client', {}, new TestCall('other')],
    ['that ask for an answer of their own', { headers: { 'openai-mcp-host-cache': 'off' } }, new TestCall()],
  ])('are sent apart %s', async (_, options, other) => {
    const { client, upstream, arrivals, arrived } = await heldUpstream({ json: vector() });

    const asking = [
      new TestCall().run(async () => client.embeddings.create(embed)),
      other.run(async () => client.embeddings.create(embed, options)),
    ];
    await arrived(1);
    for (const { go } of arrivals) go();
    await Promise.all(asking);

    expect(upstream.requests).toHaveLength(2);
    expect(upstream.requests.map(({ headers }) => headers['openai-mcp-host-cache'])).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('go on where only the first was refused, by a budget of its own', async () => {
    const poor = {
      scope: 'tool' as const,
      match: 'chat-completion',
      window: 'day' as const,
      usd: 0,
      mode: 'hard' as const,
    };
    const opened = await cachedClient(() => ({ json: vector() }), {
      cache: HELD_BACK,
      budget: { limits: [poor] },
    });
    close = opened.close;
    const [first, second] = [new TestCall(), new OtherTool()];

    const refused = settled(first.run(async () => opened.client.embeddings.create(embed)));
    const answered = second.run(async () => opened.client.embeddings.create(embed));

    expect(await refused).not.toBe('answered');
    expect((await answered).data).toHaveLength(1);
    expect(opened.upstream.requests).toHaveLength(1);
    expect(second.requests).toMatchObject([{ basis: 'metered' }]);
  });

  test('share a stream: each reads all of it, and its money is on record before its last event', async () => {
    const chunk = (content: string) => ({ model: 'gpt-4o', choices: [{ index: 0, delta: { content } }] });
    const usage = { prompt_tokens: 10, completion_tokens: 2 };
    const sse = [
      events(chunk('Hel'), chunk('lo')),
      events({ model: 'gpt-4o', choices: [], usage }, '[DONE]'),
    ];
    const { client, upstream, arrivals, arrived } = await heldUpstream({ sse });
    const calls = [new TestCall(), new TestCall()];
    const read = async () => {
      let text = '';
      for await (const { choices } of await client.chat.completions.create({ ...CHAT, stream: true }))
        text += choices[0]?.delta.content ?? '';
      return text;
    };

    const asking = calls.map((call) => call.run(read));
    await arrived(0);
    arrivals[0]!.go();
    const texts = await Promise.all(asking);

    expect(texts).toEqual(['Hello', 'Hello']);
    expect(upstream.requests).toHaveLength(1);
    expect(calls.map(({ requests }) => requests[0]?.basis)).toEqual(['metered', 'cached']);
    expect(calls[0]!.requests[0]?.usage).toMatchObject({ inputTokens: 10, outputTokens: 2 });
  });
});
