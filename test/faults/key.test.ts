import { afterEach, describe, expect, test } from 'vitest';
import { errorOf, textOf } from '../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, refused } from '../support/openai-answers.js';
import { type ServedProcess, serveProcess } from '../support/served-process.js';

let served: ServedProcess;
let upstream: FakeOpenAI | undefined;

afterEach(async () => {
  await served.close();
  await upstream?.stop();
});

test('without a key every tool is listed, and a call says what to set', async () => {
  served = await serveProcess();

  const { tools } = await served.client.listTools();
  const result = await served.call('chat-completion', ask('Hello'));

  expect(tools.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['chat-completion', 'generate-image']),
  );
  expect(errorOf(result)?.code).toBe('API_KEY_MISSING');
  expect(textOf(result)).toMatch(/Set OPENAI_API_KEY/);
});

describe('a key that OpenAI refuses', () => {
  test('is told as such, is asked with once only, and appears nowhere', async () => {
    const key = 'sk-proj-thisIsTheSecretOfTheTest0123456789';
    upstream = await startFakeOpenAI(() =>
      refused(
        401,
        'invalid_api_key',
        `Incorrect API key provided: ${key}. Find yours at platform.openai.com.`,
      ),
    );
    served = await serveProcess({ upstream, env: { OPENAI_API_KEY: key, LOG_LEVEL: 'debug' } });

    const result = await served.call('chat-completion', ask('Hello'));

    expect(errorOf(result)?.code).toBe('API_KEY_INVALID');
    expect(upstream.requests).toHaveLength(1);
    expect(upstream.requests[0]!.headers.authorization).toBe(`Bearer ${key}`);
    expect(JSON.stringify(result)).not.toContain('thisIsTheSecret');
    expect(served.stderr()).not.toContain('thisIsTheSecret');
  });
});
