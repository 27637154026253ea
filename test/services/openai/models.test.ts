import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { API, chatAnswer, openServices, refusalOf } from './open-services.js';

const messages = [{ role: 'user' as const, content: 'Hi' }];

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

/** Answers one request and keeps its body. */
function listen(path: string, answer: nock.Body = chatAnswer(), host = API) {
  const sent: { body?: Record<string, unknown> } = {};
  nock(host)
    .post(path, (body) => {
      sent.body = body;
      return true;
    })
    .reply(200, answer);
  return sent;
}

describe('a retired model', () => {
  test('is replaced, and the caller is told', async () => {
    const sent = listen('/v1/chat/completions');
    const { client, call } = await openServices();

    await call.run(async () => client.chat.completions.create({ model: 'gpt-3.5-turbo', messages }));

    expect(sent.body).toMatchObject({ model: 'gpt-6-luna' });
    expect(call.notes).toEqual([
      'OpenAI shut gpt-3.5-turbo down on 2026-10-23; gpt-6-luna answered in its place.',
    ]);
    expect(call.requests).toMatchObject([{ requestedModel: 'gpt-3.5-turbo', model: 'gpt-6-luna' }]);
  });

  test('is replaced in a form as well', async () => {
    const sent = { text: '' };
    nock(API)
      .post('/v1/images/edits', (body) => {
        sent.text = String(body);
        return true;
      })
      .reply(200, { data: [] });
    const { client, call } = await openServices();

    await call.run(async () => {
      const image = new File([new Uint8Array([1, 2, 3])], 'cat.png', { type: 'image/png' });
      await client.images.edit({ model: 'gpt-image-1', image, prompt: 'A hat', input_fidelity: 'high' });
    });

    expect(sent.text).toContain('gpt-image-2.6-sunburst');
    expect(sent.text).not.toContain('input_fidelity');
    expect(call.requests).toMatchObject([{ requestedModel: 'gpt-image-1', model: 'gpt-image-2.6-sunburst' }]);
    expect(call.notes).toHaveLength(2);
  });

  test('is refused where the operator wants that', async () => {
    const services = await openServices({ retired: 'reject' });

    const refusal = await refusalOf(
      services,
      services.client.chat.completions.create({ model: 'gpt-4-turbo', messages }),
    );

    expect(refusal).toMatchObject({ code: 'MODEL_RETIRED', hint: 'Use gpt-6.2-sol.' });
  });

  test('is sent as it is to another provider', async () => {
    const sent = listen('/v1/chat/completions', chatAnswer(), 'http://localhost:8080');
    const { client, call } = await openServices({ openai: { baseURL: 'http://localhost:8080/v1' } });

    await call.run(async () => client.chat.completions.create({ model: 'gpt-4-turbo', messages }));

    expect(sent.body).toMatchObject({ model: 'gpt-4-turbo' });
    expect(call.notes).toEqual([]);
  });
});

test('A model with less than 60 days to live still answers, with a note', async () => {
  const sent = listen('/v1/chat/completions');
  const { client, call } = await openServices();

  await call.run(async () => client.chat.completions.create({ model: 'gpt-4o', messages }));

  expect(sent.body).toMatchObject({ model: 'gpt-4o' });
  expect(call.notes).toEqual([
    'OpenAI shuts gpt-4o down on 2027-01-14, in 53 days; gpt-6-luna is to replace it.',
  ]);
});

test('A model of another kind is not said to replace it', async () => {
  nock('https://api.openai.com').post('/v1/audio/speech').reply(200, 'sound');
  const { client, call } = await openServices();

  await call.run(async () =>
    client.audio.speech.create({ model: 'gpt-4o-mini-tts', input: 'Hi', voice: 'coral' }),
  );

  expect(call.notes).toEqual([
    expect.stringMatching(/^OpenAI shuts gpt-4o-mini-tts down on \S+, in \d+ days\.$/),
  ]);
});

describe('a parameter that the model refuses', () => {
  test('is dropped with a note: temperature while reasoning', async () => {
    const sent = listen('/v1/chat/completions');
    const { client, call } = await openServices();

    await call.run(async () =>
      client.chat.completions.create({
        model: 'gpt-6-luna',
        messages,
        temperature: 0.2,
        top_p: 0.5,
        max_tokens: 99,
      }),
    );

    expect(sent.body).toEqual({ model: 'gpt-6-luna', messages, max_completion_tokens: 99 });
    expect(call.notes).toEqual(['gpt-6-luna takes no temperature, top_p while it reasons; dropped.']);
  });

  test('stays where the model takes it', async () => {
    const sent = listen('/v1/responses', { id: 'r', output: [] });
    const { client, call } = await openServices();

    await call.run(async () =>
      client.responses.create({
        model: 'gpt-6-luna',
        input: 'Hi',
        temperature: 0.2,
        reasoning: { effort: 'none' },
      }),
    );

    expect(sent.body).toMatchObject({ temperature: 0.2, reasoning: { effort: 'none' } });
    expect(call.notes).toEqual([]);
  });

  test('is dropped: reasoning effort none, where the model always reasons', async () => {
    const sent = listen('/v1/responses', { id: 'r', output: [] });
    const { client, call } = await openServices();

    await call.run(async () =>
      client.responses.create({
        model: 'gpt-6.2-sol',
        input: 'Hi',
        reasoning: { effort: 'none', summary: 'auto' },
      }),
    );

    expect(sent.body).toMatchObject({ reasoning: { summary: 'auto' } });
    expect(sent.body?.reasoning).not.toHaveProperty('effort');
    expect(call.notes).toEqual(['gpt-6.2-sol takes no reasoning effort none; it was left to the model.']);
  });

  test('is dropped: reasoning effort, where the model does not reason', async () => {
    const sent = listen('/v1/responses', { id: 'r', output: [] });
    const { client, call } = await openServices();

    await call.run(async () =>
      client.responses.create({ model: 'gpt-4o', input: 'Hi', reasoning: { effort: 'high' } }),
    );

    expect(sent.body).not.toHaveProperty('reasoning');
    expect(call.notes).toContain('gpt-4o does not reason; reasoning effort high was dropped.');
  });

  test('is dropped or mapped: the style and quality of DALL-E', async () => {
    const sent = listen('/v1/images/generations', { data: [] });
    const { client, call } = await openServices();

    await call.run(async () =>
      client.images.generate({
        model: 'dall-e-3',
        prompt: 'A cat',
        style: 'vivid',
        quality: 'hd',
        response_format: 'b64_json',
      }),
    );

    expect(sent.body).toEqual({ model: 'gpt-image-2.6-flare', prompt: 'A cat', quality: 'high' });
    expect(call.notes).toHaveLength(3);
  });

  test('goes through to a model that the catalogue does not know', async () => {
    const sent = listen('/v1/chat/completions');
    const { client, call } = await openServices();

    await call.run(async () =>
      client.chat.completions.create({ model: 'gpt-9', messages, temperature: 0.2, max_tokens: 9 }),
    );

    expect(sent.body).toEqual({ model: 'gpt-9', messages, temperature: 0.2, max_tokens: 9 });
    expect(call.notes).toEqual([]);
  });
});
