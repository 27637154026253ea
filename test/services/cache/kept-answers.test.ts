import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CacheSection } from '../../../src/config/sections/cache-section.js';
import type { OpenAISection } from '../../../src/config/sections/openai-section.js';
import { StoredAnswers } from '../../../src/storage/cache-answers.js';
import { openStorage } from '../../../src/storage/open-storage.js';
import { API, chatAnswer, events, openServices, TestCall } from '../openai/open-services.js';
import { embed, openCache, vector } from './open-cache.js';

const USAGE = { prompt_tokens: 10, completion_tokens: 5 };
const CHAT = { model: 'gpt-4o', temperature: 0, messages: [{ role: 'user' as const, content: 'Hi' }] };
const RESPONSE = {
  id: 'resp_1',
  status: 'completed',
  model: 'gpt-4o',
  output: [],
  usage: { input_tokens: 10, output_tokens: 5 },
};

let folder: string;
let closing: (() => Promise<void>)[] = [];

beforeAll(() => nock.disableNetConnect());
afterAll(() => nock.enableNetConnect());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-cache-'));
});
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
  nock.cleanAll();
  await rm(folder, { recursive: true, force: true });
});

interface Options {
  cache?: Partial<CacheSection>;
  openai?: Partial<OpenAISection>;
  now?: () => number;
}

/** A process: the governed client with a cache of its own over the file that all of them share. */
async function start({ cache, openai, now }: Options = {}) {
  const storage = await openStorage({ file: join(folder, 'test.sqlite'), synchronous: 'normal' });
  const { answers } = openCache({ cache, store: new StoredAnswers(storage), now });
  const services = await openServices({
    openai,
    retired: 'substitute',
    cache: answers,
    storage: async () => storage,
  });
  let closed: Promise<void> | undefined;
  const close = () =>
    (closed ??= services
      .stop()
      .then(() => answers.stop())
      .then(() => storage.close()));
  closing.push(close);
  return { ...services, storage, close };
}

/** Answers this often, and counts. */
function answering(
  path: string,
  body: nock.Body,
  times = 5,
  status = 200,
  headers: Record<string, string> = {},
) {
  let sent = 0;
  nock(API)
    .post(`/v1${path}`)
    .times(times)
    .reply(
      status,
      () => {
        sent += 1;
        return body;
      },
      { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers },
    );
  return () => sent;
}

describe('a request that was answered before', () => {
  test('is answered from what was kept: free, at once, without a request id', async () => {
    const sent = answering('/embeddings', vector());
    const { client, costs } = await start();
    const [first, second] = [new TestCall(), new TestCall()];

    const one = await first.run(async () => client.embeddings.create(embed));
    const other = await second.run(async () => client.embeddings.create(embed));

    expect(sent()).toBe(1);
    expect(other.data).toEqual(one.data);
    expect(second.requests).toEqual([
      {
        plugin: 'text',
        client: 'test',
        tool: 'chat-completion',
        endpoint: '/embeddings',
        requestedModel: 'text-embedding-3-small',
        model: 'text-embedding-3-small',
        usage: null,
        costNanoUsd: 0n,
        basis: 'cached',
        status: 200,
        tries: 0,
        upstreamMs: 0,
        requestId: null,
      },
    ]);
    expect(costs.report().total).toMatchObject({ requests: 2, inputTokens: 4 });
  });

  test('is in the ledger: it counts, and cost nothing', async () => {
    answering('/embeddings', vector());
    const { client, storage } = await start();
    await client.embeddings.create(embed);
    await new TestCall().run(async () => client.embeddings.create(embed));

    await new TestCall().run(async () => client.embeddings.create(embed));

    const columns = ['client', 'basis', 'cost', 'input_tokens', 'upstream_ms'] as const;
    const rows = () =>
      storage.db.selectFrom('usage_entry').select(columns).where('basis', '=', 'cached').execute();
    await vi.waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(await rows()).toEqual([
      { client: 'test', basis: 'cached', cost: 0n, input_tokens: 0, upstream_ms: 0 },
    ]);
  });

  test('is known again by a process that starts later, and by one beside it', async () => {
    const sent = answering('/embeddings', vector());
    const first = await start();
    const beside = await start();
    await first.client.embeddings.create(embed);
    await first.close();

    const { client } = await start();
    await client.embeddings.create(embed);
    await beside.client.embeddings.create(embed);

    expect(sent()).toBe(1);
  });

  test('keeps vectors in base64 as they came', async () => {
    const base64 = Buffer.from(new Float32Array([0.25, -8]).buffer).toString('base64');
    const body = vector();
    answering('/embeddings', { ...body, data: [{ ...body.data[0], embedding: base64 }] });
    const { client } = await start();

    const answers = [await client.embeddings.create(embed), await client.embeddings.create(embed)];

    expect(answers.map(({ data }) => data[0]?.embedding)).toEqual([
      [0.25, -8],
      [0.25, -8],
    ]);
  });

  test('is read again as the stream that it was', async () => {
    const chunk = (content: string) => ({ model: 'gpt-4o', choices: [{ index: 0, delta: { content } }] });
    const stream = events(
      chunk('Hel'),
      chunk('lo'),
      { model: 'gpt-4o', choices: [], usage: USAGE },
      '[DONE]',
    );
    const sent = answering('/chat/completions', stream, 5, 200, { 'content-type': 'text/event-stream' });
    const { client, costs } = await start();
    const read = async () => {
      let text = '';
      for await (const { choices } of await client.chat.completions.create({ ...CHAT, stream: true }))
        text += choices[0]?.delta.content ?? '';
      return text;
    };

    const texts = [await read(), await read()];

    expect(texts).toEqual(['Hello', 'Hello']);
    expect(sent()).toBe(1);
    expect(costs.report().total).toMatchObject({ requests: 2, inputTokens: 10 });
  });

  test.each([
    ['a moderation', '/moderations', { id: 'm', model: 'omni-moderation-latest', results: [] }],
    ['a chat completion at temperature 0', '/chat/completions', chatAnswer(USAGE, 'gpt-4o')],
    ['a response at temperature 0', '/responses', RESPONSE],
  ])('may be %s', async (_, path, body) => {
    const sent = answering(path, body);
    const { client } = await start();
    const ask = () => {
      if (path === '/moderations') return client.moderations.create({ input: 'Hi' });
      if (path === '/responses')
        return client.responses.create({ model: 'gpt-4o', input: 'Hi', temperature: 0 });
      return client.chat.completions.create(CHAT);
    };

    await ask();
    await ask();

    expect(sent()).toBe(1);
  });
});

describe('an answer', () => {
  test('is not given for another text, model, client or account', async () => {
    const sent = answering('/embeddings', vector(), 10);
    const { client } = await start();
    const other = await start({ openai: { apiKey: 'sk-another-0123456789' } });
    const project = await start({ openai: { project: 'proj_2' } });
    await new TestCall().run(async () => client.embeddings.create(embed));

    await new TestCall().run(async () => client.embeddings.create({ ...embed, input: 'lighthouses' }));
    await new TestCall().run(async () =>
      client.embeddings.create({ ...embed, model: 'text-embedding-3-large' }),
    );
    await new TestCall().run(async () => client.embeddings.create({ ...embed, dimensions: 2 }));
    await new TestCall('other').run(async () => client.embeddings.create(embed));
    await client.embeddings.create(embed);
    await new TestCall().run(async () => other.client.embeddings.create(embed));
    await new TestCall().run(async () => project.client.embeddings.create(embed));

    expect(sent()).toBe(8);
  });

  test('is given to other clients where the config says so', async () => {
    const sent = answering('/embeddings', vector());
    const { client } = await start({ cache: { shared: true } });

    await new TestCall('one').run(async () => client.embeddings.create(embed));
    await new TestCall('other').run(async () => client.embeddings.create(embed));

    expect(sent()).toBe(1);
  });

  test('is given however the fields of the request are ordered', async () => {
    const sent = answering('/embeddings', vector());
    const { client } = await start();

    await client.embeddings.create({ input: 'a', model: embed.model });
    await client.embeddings.create({ model: embed.model, input: 'a' });

    expect(sent()).toBe(1);
  });

  test('is no longer given when its time is over, in memory or from the file', async () => {
    const sent = answering('/embeddings', vector());
    let now = 1_800_000_000_000;
    const first = await start({ cache: { ttlSeconds: 60 }, now: () => now });
    const second = await start({ cache: { ttlSeconds: 60 }, now: () => now });
    await first.client.embeddings.create(embed);

    now += 59_999;
    await first.client.embeddings.create(embed);
    const before = sent();
    now += 1;
    await first.client.embeddings.create(embed);
    now += 60_000;
    await second.client.embeddings.create(embed);

    expect(before).toBe(1);
    expect(sent()).toBe(3);
  });

  test('that failed is never kept', async () => {
    const failed = answering('/embeddings', { error: { message: 'Down.' } }, 1, 500);
    const sent = answering('/embeddings', vector());
    const { client } = await start({ openai: { maxRetries: 0 } });
    await client.embeddings.create(embed).catch(() => undefined);

    await client.embeddings.create(embed);
    await client.embeddings.create(embed);

    expect([failed(), sent()]).toEqual([1, 1]);
  });

  test.each([
    ['says that it failed', { ...RESPONSE, status: 'failed' }],
    ['was cut off at its limit', { ...RESPONSE, status: 'incomplete' }],
  ])('that %s is not kept', async (_, body) => {
    const sent = answering('/responses', body);
    const { client } = await start();

    for (const _ of [1, 2]) await client.responses.create({ model: 'gpt-4o', input: 'Hi', temperature: 0 });

    expect(sent()).toBe(2);
  });

  test('of Chat Completions that was cut off is not kept', async () => {
    const choices = [{ index: 0, message: { role: 'assistant', content: 'He' }, finish_reason: 'length' }];
    const sent = answering('/chat/completions', { ...chatAnswer(USAGE, 'gpt-4o'), choices });
    const { client } = await start();

    for (const _ of [1, 2]) await client.chat.completions.create(CHAT);

    expect(sent()).toBe(2);
  });
});

describe('a request is always sent', () => {
  const function_ = { type: 'function' as const, name: 'f', parameters: {}, strict: false };

  test.each([
    ['without temperature 0', { temperature: 0.1 }],
    ['for a model that takes no temperature', { model: 'gpt-6.2-sol' }],
    ["with one of OpenAI's tools", { tools: [{ type: 'web_search' as const }] }],
    ['that goes on from another', { previous_response_id: 'resp_0' }],
    ['in a conversation', { conversation: 'conv_1' }],
    ['that is to be stored', { store: true }],
    [
      'about a picture on the web',
      {
        input: [
          {
            role: 'user' as const,
            content: [
              {
                type: 'input_image' as const,
                image_url: 'https://example.com/a.png',
                detail: 'auto' as const,
              },
            ],
          },
        ],
      },
    ],
  ])('%s', async (_, fields) => {
    const sent = answering('/responses', RESPONSE);
    const { client } = await start();

    for (const _ of [1, 2])
      await client.responses.create({ model: 'gpt-4o', input: 'Hi', temperature: 0, ...fields });

    expect(sent()).toBe(2);
  });

  test('for text where the config keeps none', async () => {
    const sent = answering('/responses', RESPONSE);
    const { client } = await start({ cache: { text: 'never' } });

    for (const _ of [1, 2]) await client.responses.create({ model: 'gpt-4o', input: 'Hi', temperature: 0 });

    expect(sent()).toBe(2);
  });

  test('where the plugin wants an answer of its own, without a word of that to OpenAI', async () => {
    nock(API, { badheaders: ['openai-mcp-host-cache'] })
      .post('/v1/embeddings')
      .times(2)
      .reply(200, vector());
    const { client } = await start();

    for (const _ of [1, 2])
      await client.embeddings.create(embed, { headers: { 'openai-mcp-host-cache': 'off' } });

    expect(nock.isDone()).toBe(true);
  });

  test('but with functions, which only the caller runs, or where the plugin or the config asks for it, it is not', async () => {
    const sent = answering('/responses', RESPONSE, 9);
    const [deterministic, always] = [await start(), await start({ cache: { text: 'always' } })];
    const ask = { model: 'gpt-4o', input: 'Hi' };
    const wish = { headers: { 'openai-mcp-host-cache': 'on' } };

    for (const _ of [1, 2]) {
      await deterministic.client.responses.create({ ...ask, temperature: 0, tools: [function_] });
      await deterministic.client.responses.create({ ...ask, model: 'gpt-6.2-sol' }, wish);
      await always.client.responses.create({ ...ask, temperature: 0.7 });
    }

    expect(sent()).toBe(3);
  });
});

test('Of answers that are too many, those used longest ago make room', async () => {
  const sent = answering('/embeddings', vector(), 20);
  let now = 1_800_000_000_000;
  const cache = { maxBytes: 1600 };
  const ask = async (input: string) => {
    now += 100_000;
    const before = sent();
    const process = await start({ cache, now: () => now });
    await process.client.embeddings.create({ ...embed, input });
    await process.close();
    return sent() === before ? 'kept' : 'sent';
  };
  const filling = [await ask('a'), await ask('b'), await ask('c'), await ask('a')];

  const after = [await ask('d'), await ask('a'), await ask('b')];

  expect(filling).toEqual(['sent', 'sent', 'sent', 'kept']);
  expect(after).toEqual(['sent', 'kept', 'sent']);
});

test('Where the store fails, answers are kept in memory, and the log says so once', async () => {
  const sent = answering('/embeddings', vector());
  const { answers, lines } = openCache();
  const { client } = await openServices({ cache: answers });

  for (const input of ['a', 'a', 'b', 'b']) await client.embeddings.create({ ...embed, input });
  await answers.stop();

  expect(sent()).toBe(2);
  expect(lines).toHaveLength(1);
});
