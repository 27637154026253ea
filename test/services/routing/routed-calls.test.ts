import { join } from 'node:path';
import nock from 'nock';
import { afterEach, expect, test, vi } from 'vitest';
import { AuditRecords } from '../../../src/storage/audit-records.js';
import { openStorage } from '../../../src/storage/open-storage.js';
import { type BundledHost, bundledHost, onPost, onPostTo, said, sse } from '../../plugins/bundled-host.js';
import { ask, saying } from '../../support/openai-answers.js';
import { allRecords } from '../audit/open-audit.js';

let host: BundledHost | undefined;

const start = async (config: Record<string, unknown> = {}) => {
  host = await bundledHost({ config });
  return host;
};

afterEach(async () => {
  await host?.close();
  host = undefined;
  nock.cleanAll();
});

const call = (name: string, args: object) => ({ name, arguments: args as Record<string, unknown> });
const metaOf = ({ _meta = {} }: { _meta?: Record<string, unknown> | undefined }) => ({
  routing: _meta['openai-mcp-host/routing'],
  usage: _meta['openai-mcp-host/usage'] as Record<string, unknown>,
});

test('auto may be the default model, and a result says what it came to', async () => {
  const { client } = await start({ defaults: { model: 'auto' } });
  const sent = onPost('/responses', { body: said('Hi.', { model: 'gpt-6-luna' }) });

  const result = await client.callTool(call('chat-completion', ask('Hello')));

  expect(sent).toMatchObject([{ model: 'gpt-6-luna' }]);
  expect(metaOf(result)).toMatchObject({
    routing: { model: 'gpt-6-luna', task: 'draft', by: 'prompt' },
    usage: { requestedModel: 'auto', model: 'gpt-6-luna' },
  });
});

test('a call that names a model is not routed', async () => {
  const { client } = await start({ defaults: { model: 'auto' } });
  onPost('/responses', { body: said('Hi.') });

  const result = await client.callTool(call('chat-completion', ask('Hello', { model: 'gpt-6.2-sol' })));

  expect(metaOf(result).routing).toBeUndefined();
});

test('a streamed answer is routed as any other', async () => {
  const { client } = await start({ openai: { api: 'responses' } });
  const sent = onPost('/responses', { body: sse(saying('One ', 'two.')) });

  const result = await client.callTool(
    call('chat-completion', ask('Hello', { model: 'auto', stream: true })),
  );

  expect(sent).toMatchObject([{ model: 'gpt-6-luna', stream: true }]);
  expect(result.structuredContent).toMatchObject({ text: 'One two.' });
  expect(metaOf(result).routing).toMatchObject({ model: 'gpt-6-luna' });
});

test('a kept answer belongs to the model that gave it: the same prompt finds it, whoever names the model', async () => {
  const { client } = await start({ cache: { enabled: true, text: 'always' } });
  const sent = onPost('/responses', { body: said('Hi.', { model: 'gpt-6-luna' }) });
  const fresh = await client.callTool(call('chat-completion', ask('Hello', { model: 'auto' })));

  const kept = await client.callTool(call('chat-completion', ask('Hello', { model: 'auto' })));
  const named = await client.callTool(call('chat-completion', ask('Hello', { model: 'gpt-6-luna' })));

  expect([fresh, kept, named].map((result) => metaOf(result).usage.cached)).toEqual([false, true, true]);
  expect(metaOf(kept).routing).toEqual(metaOf(fresh).routing);
  expect(sent).toHaveLength(1);
});

test('an estimate names the model that would be chosen, and why', async () => {
  const opened = await start();

  const { structured, text } = await opened.call('estimate-cost', {
    tool: 'chat-completion',
    arguments: ask('Hello', { model: 'auto', max_tokens: 100 }),
  });

  expect(structured.requests).toMatchObject([{ model: 'gpt-6-luna', outputTokens: 100 }]);
  expect(text).toContain('auto chose gpt-6-luna. draft: its prompt looks so');
});

test('the audit record says why', async () => {
  const { client, dataFolder } = await start({ audit: { enabled: true } });
  onPost('/responses', { body: said('Hi.') });
  await client.callTool(call('chat-completion', ask('Hello', { model: 'auto' })));
  const storage = await openStorage({
    file: join(dataFolder, 'openai-mcp-host.sqlite'),
    synchronous: 'normal',
  });

  const records = await vi.waitFor(async () => {
    const all = await allRecords(new AuditRecords(storage));
    expect(all).toHaveLength(2);
    return all;
  });
  await storage.close();

  const request = records.find(({ kind }) => kind === 'request');
  expect(request).toMatchObject({ requestedModel: 'auto', routing: expect.stringMatching(/^draft: /) });
});

test('a picture over Chat Completions goes to a model of another provider that is configured for it', async () => {
  const base = 'http://127.0.0.1:11434/v1';
  const { client } = await start({
    openai: { baseURL: base, api: 'chat' },
    defaults: { model: 'auto' },
    routing: { tiers: { standard: 'llava' } },
  });
  const message = { role: 'assistant', content: 'A cat.', refusal: null };
  const sent = onPostTo(base, '/chat/completions', {
    body: { id: 'c', model: 'llava', choices: [{ index: 0, message, finish_reason: 'stop' }], usage: {} },
  });
  const content = [
    { type: 'text', text: 'What is this?' },
    { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
  ];

  const result = await client.callTool(call('chat-completion', ask(content)));

  expect(result.isError).toBeUndefined();
  expect(sent).toMatchObject([{ model: 'llava' }]);
});

test('a draft that does not fit its schema is repaired by a model for hard tasks, and both choices are told', async () => {
  const { client } = await start({ openai: { api: 'responses' } });
  const schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
  const sent = onPost('/responses', { body: said('{}') }, { body: said('{"n":1}') });

  const result = await client.callTool(
    call('chat-completion', ask('Say hi', { model: 'auto', json_schema: schema })),
  );

  expect(sent.map(({ model }) => model)).toEqual(['gpt-6-luna', 'gpt-6.2-sol']);
  expect(metaOf(result).routing).toMatchObject({
    model: 'gpt-6.2-sol',
    task: 'hard',
    by: 'plugin',
    before: [{ model: 'gpt-6-luna', task: 'draft', by: 'prompt' }],
  });
});

test('auto may be compared with others, and many calls at once keep their choices apart', async () => {
  const { client } = await start();
  const sent = onPost('/responses', ...Array.from({ length: 6 }, () => ({ body: said('Hi.') })));
  const hard =
    'Prove by induction that there are infinitely many primes, derive a bound, and explain why each step must hold if 2 is left out.';

  const compared = await client.callTool(
    call('compare-models', { prompt: 'Say hi', models: ['auto', 'gpt-6.1-terra'] }),
  );
  const results = await Promise.all(
    ['Say hi', hard, 'Thanks', hard].map((content) =>
      client.callTool(call('chat-completion', ask(content, { model: 'auto' }))),
    ),
  );

  expect(compared.structuredContent).toMatchObject({
    answers: [{ model: 'auto' }, { model: 'gpt-6.1-terra' }],
  });
  expect(metaOf(compared).routing).toMatchObject({ model: 'gpt-6-luna' });
  expect(sent.slice(0, 2).map(({ model }) => model)).toEqual(
    expect.arrayContaining(['gpt-6-luna', 'gpt-6.1-terra']),
  );
  expect(results.map((result) => metaOf(result).routing)).toMatchObject([
    { task: 'draft' },
    { task: 'hard' },
    { task: 'draft' },
    { task: 'hard' },
  ]);
});
