import { expect, test } from 'vitest';
import { answers, testHost } from '../../../src/testing/index.js';

const ASK = { messages: [{ role: 'user', content: 'Hello' }] };

test('A client sees its call wait, and may give it up', async () => {
  await using host = await testHost({
    config: { plugins: { text: true }, limits: { models: { '*': { requestsPerMinute: 1 } } } },
  });
  host.openai.always('POST /responses', answers.text('Hello.'));
  await host.callTool('chat-completion', ASK);
  const { signal, abort } = abortable();
  const messages: string[] = [];

  const waiting = host.callTool('chat-completion', ASK, {
    signal,
    onProgress: ({ message = '' }) => {
      messages.push(message);
      if (message.startsWith('Waiting for')) abort();
    },
  });

  await expect(waiting).rejects.toThrow();
  expect(messages).toContainEqual(expect.stringMatching(/^Waiting for gpt-\S+: place 1 of 1$/));
});

test('A refusal by pace is an error result with the time to come back', async () => {
  await using host = await testHost({
    config: { plugins: { text: true }, limits: { models: { '*': { requestsPerMinute: 1 } }, maxQueued: 0 } },
  });
  host.openai.always('POST /responses', answers.text('Hello.'));
  await host.callTool('chat-completion', ASK);

  const { error } = await host.callTool('chat-completion', ASK);

  expect(error).toMatchObject({ code: 'QUEUE_FULL', retryAfterSeconds: expect.any(Number) });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
