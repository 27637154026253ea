import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost, said, sse } from './bundled-host.js';

const messages = [{ role: 'user', content: 'Hello' }];
const COUNT = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };

/** A chat completion of several choices. */
const choices = (...texts: string[]) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'gpt-6.2-sol',
  choices: texts.map((content, index) => ({
    index,
    message: { role: 'assistant', content, refusal: null },
    finish_reason: 'stop',
  })),
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});

let host: BundledHost;
beforeEach(async () => {
  host = await bundledHost();
});
afterEach(async () => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  await host.close();
  expect(pending).toEqual([]);
});

describe('an earlier answer', () => {
  test('is gone on from by its id, and the new one can be gone on from in turn', async () => {
    const sent = onPost('/responses', { body: said('Blue.', { id: 'resp_2' }) });

    const { structured } = await host.call('chat-completion', { messages, previous_response_id: 'resp_1' });

    expect(sent[0]).toMatchObject({ previous_response_id: 'resp_1', input: messages });
    expect(structured.id).toBe('resp_2');
  });

  test('that OpenAI has not is an error that says what to do', async () => {
    const error = {
      message: "Previous response with id 'resp_9' not found.",
      code: 'previous_response_not_found',
    };
    onPost('/responses', { status: 400, body: { error } });

    const { code, text } = await host.call('chat-completion', { messages, previous_response_id: 'resp_9' });

    expect(code).toBe('RESPONSE_NOT_FOUND');
    expect(text).toContain('send the conversation in messages');
  });
});

describe('several candidates', () => {
  test('are each in the result and in its words, the first of them on top', async () => {
    const sent = onPost('/chat/completions', { body: choices('One', 'Two') });

    const { structured, text } = await host.call('chat-completion', { messages, n: 2 });

    expect(sent[0]?.n).toBe(2);
    expect(structured).toEqual({
      id: 'chatcmpl-1',
      text: 'One',
      finish_reason: 'stop',
      candidates: [
        { text: 'One', finish_reason: 'stop' },
        { text: 'Two', finish_reason: 'stop' },
      ],
    });
    expect(text).toBe('Candidate 1:\nOne\n\nCandidate 2:\nTwo');
  });

  test('have their JSON checked and mended one by one', async () => {
    onPost('/chat/completions', { body: choices('{"n":1}', '{"n":"two"}') });
    onPost('/responses', { body: said('{"n":2}') });

    const { structured } = await host.call('chat-completion', { messages, n: 2, json_schema: COUNT });

    expect(structured.json).toEqual({ n: 1 });
    expect(structured.candidates).toMatchObject([{ json: { n: 1 } }, { json: { n: 2 } }]);
  });
});

test('JSON that does not fit is mended once, through a stream, too', async () => {
  const streamed = (text: string) =>
    sse([
      { type: 'response.created', response: { id: 'resp_1', status: 'in_progress' } },
      { type: 'response.output_text.delta', delta: text },
      { type: 'response.completed', response: said(text) },
    ]);
  const sent = onPost('/responses', { body: streamed('{"n":"x"}') }, { body: streamed('{"n":7}') });

  const { structured, text, progress } = await host.call('chat-completion', {
    messages,
    json_schema: COUNT,
    stream: true,
  });

  expect(structured.json).toEqual({ n: 7 });
  expect(sent).toHaveLength(2);
  expect(text).toContain('Note: The first answer was not what was asked for (/n must be integer)');
  expect(progress.join()).toContain('{"n":"x"}');
});

test('JSON that is cut at the token limit is not mended: the limit would cut it again', async () => {
  const cut = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
  const sent = onPost('/responses', { body: said('{"n":', cut) });

  const { code } = await host.call('chat-completion', { messages, json_schema: COUNT });

  expect([code, sent.length]).toEqual(['OUTPUT_INCOMPLETE', 1]);
});

test('a repair that the model refuses is a refusal', async () => {
  const content = [{ type: 'refusal', refusal: 'I would rather not.' }];
  const refusal = [{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content }];
  onPost('/responses', { body: said('{}') }, { body: said('', { output: refusal }) });

  const { code, text } = await host.call('chat-completion', { messages, json_schema: COUNT });

  expect(code).toBe('CONTENT_REFUSED');
  expect(text).toContain('I would rather not.');
});

test('a tier and a cache key are passed on, and a tier that was not served is said', async () => {
  const sent = onPost('/responses', { body: said('Hi.', { service_tier: 'default' }) });

  const { text } = await host.call('chat-completion', {
    messages,
    service_tier: 'flex',
    prompt_cache_key: 'house',
  });

  expect(sent[0]).toMatchObject({ service_tier: 'flex', prompt_cache_key: 'house' });
  expect(text).toContain('at the tier default instead of flex');
});
