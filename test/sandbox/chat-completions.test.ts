import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const model = 'gpt-4o';
const messages = [{ role: 'user' as const, content: 'What is the time?' }];
const tools = [
  {
    type: 'function' as const,
    function: { name: 'get_time', parameters: { type: 'object', properties: { zone: { type: 'string' } } } },
  },
];

describe('the sandbox over Chat Completions', () => {
  it('answers with text, usage and tier', async () => {
    const answer = await held.openai.chat.completions.create({ model, messages });

    expect(answer.choices).toMatchObject([
      { index: 0, finish_reason: 'stop', message: { role: 'assistant' } },
    ]);
    expect(answer.choices[0]!.message.content).toContain('Sandbox answer to: "What is the time?"');
    expect(answer.usage).toMatchObject({ prompt_tokens: 5, prompt_tokens_details: { cached_tokens: 0 } });
    expect(answer.service_tier).toBe('default');
  });

  it('streams the same text and, when asked, the usage in a last chunk', async () => {
    const whole = await held.openai.chat.completions.create({ model, messages });

    const stream = held.openai.chat.completions.stream({
      model,
      messages,
      stream_options: { include_usage: true },
    });
    const streamed = await stream.finalChatCompletion();

    expect(streamed.choices[0]!.message.content).toBe(whole.choices[0]!.message.content);
    expect(streamed.usage).toMatchObject({ ...whole.usage });
  });

  it('streams no usage when it is not asked', async () => {
    const usages: unknown[] = [];

    const stream = await held.openai.chat.completions.create({ model, messages, stream: true });
    for await (const chunk of stream) usages.push(chunk.usage);

    expect(usages.filter(Boolean)).toEqual([]);
  });

  it('calls a tool, and answers in text after its result', async () => {
    const called = await held.openai.chat.completions.create({ model, messages, tools });
    const { message, finish_reason } = called.choices[0]!;
    const [call] = message.tool_calls!;
    const answered = await held.openai.chat.completions.create({
      model,
      tools,
      messages: [...messages, message, { role: 'tool', tool_call_id: call!.id, content: 'noon' }],
    });

    expect(finish_reason).toBe('tool_calls');
    expect(call).toMatchObject({
      type: 'function',
      function: { name: 'get_time', arguments: '{"zone":"sandbox zone"}' },
    });
    expect(answered.choices[0]!.message.content).toContain('noon');
  });

  it('answers the older functions parameter with a function_call', async () => {
    const answer = await held.openai.chat.completions.create({
      model,
      messages,
      functions: [tools[0]!.function],
    });

    expect(answer.choices[0]).toMatchObject({
      finish_reason: 'function_call',
      message: { function_call: { name: 'get_time' } },
    });
  });

  it('fits the schema of response_format', async () => {
    const schema = { type: 'object', properties: { hour: { type: 'integer' } }, required: ['hour'] };

    const answer = await held.openai.chat.completions.create({
      model,
      messages,
      response_format: { type: 'json_schema', json_schema: { name: 'time', schema } },
    });

    expect(JSON.parse(answer.choices[0]!.message.content!)).toEqual({ hour: 1 });
  });

  it.each([
    ['max_tokens', 'gpt-6.2-sol', { max_tokens: 50 }],
    ['tools', 'gpt-6.1-terra', { tools }],
    ['reasoning_effort', 'gpt-6-luna', { tools }],
  ])('refuses %s for %s', async (param, newer, extra) => {
    const refused = held.openai.chat.completions.create({ model: newer, messages, ...extra });

    await expect(refused).rejects.toMatchObject({ status: 400, param });
  });
});
