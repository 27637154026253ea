import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const model = 'gpt-6.2-sol';

describe('a conversation in the sandbox', () => {
  it('goes on after an earlier response, whose tokens count again', async () => {
    const first = await held.openai.responses.create({ model, input: 'My name is Ada.' });
    const second = await held.openai.responses.create({
      model,
      input: 'What is my name?',
      previous_response_id: first.id,
    });

    expect(second.output_text).toContain('Before that: "My name is Ada."');
    expect(second.previous_response_id).toBe(first.id);
    expect(second.usage!.input_tokens).toBe(4 + first.usage!.total_tokens);
  });

  it('reads a long beginning from the cache, in whole steps', async () => {
    const first = await held.openai.responses.create({ model, input: 'word '.repeat(2000) });
    const second = await held.openai.responses.create({
      model,
      input: 'On.',
      previous_response_id: first.id,
    });

    const cached = second.usage!.input_tokens_details.cached_tokens;
    expect(cached).toBeGreaterThanOrEqual(2432);
    expect(cached % 128).toBe(0);
    expect(cached).toBeLessThan(second.usage!.input_tokens);
  });

  it('has nothing to go on from where the response was not stored', async () => {
    const first = await held.openai.responses.create({ model, input: 'Hi', store: false });
    const second = held.openai.responses.create({ model, input: 'On.', previous_response_id: first.id });

    await expect(second).rejects.toMatchObject({ status: 400, code: 'previous_response_not_found' });
  });
});

describe('several choices in the sandbox', () => {
  const messages = [{ role: 'user' as const, content: 'A name?' }];

  it('differ, and are billed together for one prompt', async () => {
    const one = await held.openai.chat.completions.create({ model, messages });
    const three = await held.openai.chat.completions.create({ model, messages, n: 3 });

    expect(three.choices.map(({ index, message }) => [index, message.content?.split('\n')[0]])).toEqual([
      [0, 'Sandbox answer to: "A name?"'],
      [1, 'Sandbox answer 2 to: "A name?"'],
      [2, 'Sandbox answer 3 to: "A name?"'],
    ]);
    expect(three.usage!.prompt_tokens).toBe(one.usage!.prompt_tokens);
    expect(three.usage!.completion_tokens).toBeGreaterThan(2 * one.usage!.completion_tokens);
  });

  it('stream under one id, each with its own end', async () => {
    const stream = held.openai.chat.completions.stream({ model, messages, n: 2 });
    const { choices } = await stream.finalChatCompletion();

    expect(
      choices.map(({ finish_reason, message }) => [finish_reason, message.content?.slice(0, 18)]),
    ).toEqual([
      ['stop', 'Sandbox answer to:'],
      ['stop', 'Sandbox answer 2 t'],
    ]);
  });

  it.each([0, 129, 1.5])('are refused %j times', async (n) => {
    const asked = held.openai.chat.completions.create({ model, messages, n });

    await expect(asked).rejects.toMatchObject({ status: 400, param: 'n' });
  });
});

describe('sound in the sandbox', () => {
  const saying = (data: string, format = 'wav') => [
    {
      role: 'user' as const,
      content: [{ type: 'input_audio' as const, input_audio: { data, format: format as 'wav' } }],
    },
  ];
  const second = Buffer.alloc(48_000).toString('base64');

  it('is heard by the models that hear, and counted', async () => {
    const answer = await held.openai.chat.completions.create({
      model: 'gpt-audio-1.5',
      messages: saying(second),
    });

    expect(answer.choices[0]!.message.content).toContain('a sound of 48000 bytes (wav)');
    expect(answer.usage!.prompt_tokens_details!.audio_tokens).toBe(10);
  });

  it.each([
    ['by a model that does not hear', { model, messages: saying(second) }],
    ['in another format', { model: 'gpt-audio-1.5', messages: saying(second, 'ogg') }],
    ['that is not base64', { model: 'gpt-audio-1.5', messages: saying('not base64!') }],
    [
      'by a model that hears and is given none',
      { model: 'gpt-audio-1.5', messages: [{ role: 'user' as const, content: 'Hi' }] },
    ],
  ])('is refused %s', async (_, request) => {
    await expect(held.openai.chat.completions.create(request)).rejects.toMatchObject({ status: 400 });
  });

  it('is refused over the Responses API, and so are its models', async () => {
    const content = saying(second)[0]!.content as never;
    const sound = held.openai.responses.create({ model, input: [{ role: 'user', content }] });
    const hearing = held.openai.responses.create({ model: 'gpt-audio-1.5', input: 'Hi' });

    await expect(sound).rejects.toMatchObject({ status: 400, param: 'input[0].content[0]' });
    await expect(hearing).rejects.toMatchObject({ status: 400, param: 'model' });
  });
});

describe('the tiers of the sandbox', () => {
  it.each([
    ['auto', 'default'],
    ['flex', 'flex'],
    ['fast', 'priority'],
  ] as const)('serves %s as %s', async (asked, served) => {
    const { service_tier } = await held.openai.responses.create({ model, input: 'Hi', service_tier: asked });

    expect(service_tier).toBe(served);
  });

  it('refuses one that there is not', async () => {
    const asked = held.openai.responses.create({ model, input: 'Hi', service_tier: 'first' as 'flex' });

    await expect(asked).rejects.toMatchObject({ status: 400, param: 'service_tier' });
  });
});
