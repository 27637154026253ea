import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { errorOf, notesOf, textOf, usageOf } from '../support/call-result.js';
import { EVERY_TOOL } from '../support/every-tool.js';
import { type FakeOpenAI, type Script, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, drew, picture, refused, said } from '../support/openai-answers.js';
import { type ServedProcess, serveProcess } from '../support/served-process.js';

let upstream: FakeOpenAI;
let served: ServedProcess;
let script: Script;

beforeAll(async () => {
  upstream = await startFakeOpenAI((request, nth) => script(request, nth));
  served = await serveProcess({
    upstream,
    config: { models: { retired: 'substitute' }, openai: { api: 'responses' } },
  });
});

beforeEach(() => {
  upstream.requests.length = 0;
});

afterAll(async () => {
  await served.close();
  await upstream.stop();
});

test('a model that OpenAI does not know is an error that points to the list of models', async () => {
  script = () => refused(404, 'model_not_found', 'The model `gpt-6.2-sool` does not exist.');

  const result = await served.call('chat-completion', ask('Hello', { model: 'gpt-6.2-sool' }));

  expect(errorOf(result)).toMatchObject({ code: 'MODEL_NOT_FOUND', requestId: 'req_fake' });
  expect(textOf(result)).toMatch(/gpt-6\.2-sool.*\n.*list-models/);
});

test.each([
  ['chat-completion', ask('Hello'), 'gpt-3.5-turbo'],
  ['chat-completion', ask('Hello'), 'gpt-4-turbo'],
  ['function-call', { ...ask('Hello'), functions: [{ name: 'greet' }] }, 'gpt-4-turbo'],
  ['generate-image', { prompt: 'A lighthouse' }, 'dall-e-3'],
  ['analyze-image', EVERY_TOOL['analyze-image']!, 'gpt-4-vision-preview'],
])('%s asks the replacement of a retired model, and says so: %#', async (tool, input, model) => {
  script = ({ body, path }) => ({
    json: path.endsWith('/images/generations') ? drew(picture(100)) : said('Hello.', body.model),
  });

  const result = await served.call(tool, { ...input, model });

  const sent = upstream.requests[0]!.body.model;
  expect(result.isError).toBeFalsy();
  expect(sent).not.toBe(model);
  expect(usageOf(result)).toMatchObject({ requestedModel: model, model: sent });
  expect(notesOf(result)?.join()).toMatch(
    new RegExp(`shut ${model} down on .*${sent} answered in its place`),
  );
  expect(textOf(result)).toContain(`shut ${model} down`);
});
