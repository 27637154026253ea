import { answers } from 'openai-mcp-host/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedHttp } from '../../support/served-http.js';
import { as, servedTo } from './clients-host.js';

let served: ServedHttp;

beforeAll(async () => {
  served = await servedTo([{ name: 'frugal', models: ['gpt-6-luna', 'text-*'] }, { name: 'free' }], {
    config: { plugins: { usage: true, text: true } },
  });
});

afterAll(() => served.close());

interface Answer {
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
  _meta?: Record<string, { code?: string }>;
}

const call = async (client: string, name: string, args: object = {}): Promise<Answer & { code?: string }> => {
  const connected = await served.client('modern', { headers: as(client) });
  const answer = (await connected.callTool({ name, arguments: { ...args } })) as Answer;
  const code = answer._meta?.['openai-mcp-host/error']?.code;
  return { ...answer, ...(code !== undefined && { code }) };
};

test('a model that a client may not ask is asked by nobody', async () => {
  const { openai } = served.host;
  openai.always('/responses', answers.text('Hello.'));
  const before = openai.requests.length;

  const dear = await call('frugal', 'ask-model', { model: 'gpt-6.2-sol' });

  expect(dear.code).toBe('MODEL_FORBIDDEN');
  expect(openai.requests.length).toBe(before);
  expect((await call('frugal', 'ask-model', { model: 'gpt-6-luna' })).structuredContent).toEqual({
    said: 'Hello.',
  });
  expect((await call('free', 'ask-model', { model: 'gpt-6.2-sol' })).structuredContent).toEqual({
    said: 'Hello.',
  });
});

test('auto chooses among the models that the client may ask', async () => {
  const { openai } = served.host;
  openai.always('/responses', answers.text('Hello.'));
  const hard = {
    messages: [{ role: 'user', content: 'Prove that there are infinitely many primes, step by step.' }],
  };

  await call('frugal', 'chat-completion', { ...hard, model: 'auto' });

  expect(openai.requests.at(-1)?.body).toMatchObject({ model: 'gpt-6-luna' });
});

test('list-models has only these, of the catalogue and of the account', async () => {
  const data = ['gpt-6-luna', 'gpt-6.2-sol', 'text-embedding-3-small'].map((id) => ({ id, object: 'model' }));
  served.host.openai.always('GET /models', answers.json({ object: 'list', data }));

  const frugal = JSON.stringify((await call('frugal', 'list-models')).structuredContent);
  const free = JSON.stringify((await call('free', 'list-models')).structuredContent);

  expect(frugal).toContain('gpt-6-luna');
  expect(frugal).not.toContain('gpt-6.2-sol');
  expect(free).toContain('gpt-6.2-sol');
});

test('an estimate goes by the same rules', async () => {
  const estimate = (tool: string, args: object) => call('frugal', 'estimate-cost', { tool, arguments: args });

  expect((await estimate('ask-model', { model: 'gpt-6.2-sol' })).code).toBe('MODEL_FORBIDDEN');
  expect((await estimate('ask-model', { model: 'gpt-6-luna' })).isError).toBeUndefined();
});
