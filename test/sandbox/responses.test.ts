import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { drawPicture } from '../../src/sandbox/draw-picture.js';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const model = 'gpt-6.2-sol';
const weather = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'The weather in a city',
  strict: true,
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 2 } },
    required: ['city', 'days'],
    additionalProperties: false,
  },
};
const clock = {
  ...weather,
  name: 'get_time',
  description: 'The time now',
  parameters: { type: 'object', properties: {} },
};

describe('the sandbox over the Responses API', () => {
  it('repeats the question, says that it is no model, and reports usage, tier and request id', async () => {
    const { data, request_id } = await held.openai.responses
      .create({ model, input: 'Why is the sky blue?', service_tier: 'fast' })
      .withResponse();

    expect(data.output_text).toContain('Sandbox answer to: "Why is the sky blue?"');
    expect(data.output_text).toContain('No model was asked');
    expect(data).toMatchObject({ object: 'response', status: 'completed', model, service_tier: 'priority' });
    expect(data.usage).toMatchObject({ input_tokens: 5, input_tokens_details: { cached_tokens: 0 } });
    expect(data.usage!.total_tokens).toBe(5 + data.usage!.output_tokens);
    expect(request_id).toMatch(/^req/);
  });

  it('gives the same answer to the same request', async () => {
    const ask = () => held.openai.responses.create({ model, input: 'again' });

    const [first, second] = [await ask(), await ask()];

    expect(first.output_text).toBe(second.output_text);
    expect(first.usage).toEqual(second.usage);
  });

  it('streams the same text in numbered events, and ends with the usage', async () => {
    const stream = held.openai.responses.stream({ model, input: 'Tell me a story' });

    const numbers: number[] = [];
    let text = '';
    for await (const event of stream) {
      numbers.push(event.sequence_number);
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    const final = await stream.finalResponse();

    expect(numbers).toEqual(numbers.map((_, at) => at));
    expect(text).toBe(final.output_text);
    expect(text).toContain('Tell me a story');
    expect(final.usage!.output_tokens).toBeGreaterThan(0);
  });

  it('answers with JSON that fits the schema asked for', async () => {
    const schema = {
      type: 'object',
      properties: {
        title: { type: 'string', maxLength: 5 },
        mood: { type: 'string', enum: ['calm', 'wild'] },
        score: { type: 'number', minimum: 3, maximum: 4 },
        tags: { type: 'array', items: { $ref: '#/$defs/tag' }, minItems: 2 },
        parent: { anyOf: [{ type: 'null' }, { $ref: '#' }] },
      },
      required: ['title', 'mood', 'score', 'tags', 'parent'],
      additionalProperties: false,
      $defs: { tag: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } },
    };

    const answer = await held.openai.responses.create({
      model,
      input: 'A poem',
      text: { format: { type: 'json_schema', name: 'poem', schema, strict: true } },
    });

    const validate = new Ajv2020().compile(schema);
    expect(validate(JSON.parse(answer.output_text)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('calls the tool that fits the question, with arguments that fit its parameters', async () => {
    const answer = await held.openai.responses.create({
      model,
      input: 'What is the weather in Oslo?',
      tools: [clock, weather],
    });

    expect(answer.output).toMatchObject([
      { type: 'function_call', name: 'get_weather', status: 'completed' },
    ]);
    const [call] = answer.output;
    expect(JSON.parse((call as { arguments: string }).arguments)).toEqual({ city: 'sandbox city', days: 2 });
  });

  it('answers in text once the tool has given its output, and repeats that', async () => {
    const answer = await held.openai.responses.create({
      model,
      tools: [weather],
      input: [
        { role: 'user', content: 'What is the weather in Oslo?' },
        { type: 'function_call', call_id: 'c1', name: 'get_weather', arguments: '{}' },
        { type: 'function_call_output', call_id: 'c1', output: 'rain, 4 degrees' },
      ],
    });

    expect(answer.output_text).toContain('rain, 4 degrees');
  });

  it.each([
    ['none', 'message'],
    ['required', 'function_call'],
    [{ type: 'function', name: 'get_time' }, 'function_call'],
  ] as const)('honours tool_choice %j', async (tool_choice, type) => {
    const answer = await held.openai.responses.create({
      model,
      input: 'hi',
      tools: [weather, clock],
      tool_choice,
    });

    expect(answer.output[0]!.type).toBe(type);
    if (typeof tool_choice === 'object') expect(answer.output[0]).toMatchObject({ name: tool_choice.name });
  });

  it('streams a function call with its arguments', async () => {
    const stream = held.openai.responses.stream({ model, input: 'the weather?', tools: [weather] });

    const final = await stream.finalResponse();

    expect(final.output).toMatchObject([
      { type: 'function_call', arguments: '{"city":"sandbox city","days":2}' },
    ]);
  });

  it('says how large a picture is that comes with the question, and counts its tokens', async () => {
    const png = await drawPicture({ prompt: 'x', width: 64, height: 32 });
    const image_url = `data:image/png;base64,${png.toString('base64')}`;

    const answer = await held.openai.responses.create({
      model,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            { type: 'input_image', image_url, detail: 'auto' },
          ],
        },
      ],
    });

    expect(answer.output_text).toContain('a 64x32 PNG');
    expect(answer.usage!.input_tokens).toBe(4 + 2);
  });

  it('refuses bytes that are no picture', async () => {
    const image_url = `data:image/png;base64,${Buffer.from('plain text').toString('base64')}`;
    const input = [
      {
        role: 'user' as const,
        content: [{ type: 'input_image' as const, image_url, detail: 'auto' as const }],
      },
    ];

    const refused = held.openai.responses.create({ model, input });

    await expect(refused).rejects.toMatchObject({ status: 400, code: 'invalid_image_format' });
  });

  it('stops at the limit of tokens and calls the answer incomplete', async () => {
    const answer = await held.openai.responses.create({
      model,
      input: 'x'.repeat(200),
      max_output_tokens: 16,
    });

    expect(answer.status).toBe('incomplete');
    expect(answer.incomplete_details).toEqual({ reason: 'max_output_tokens' });
    expect(answer.usage!.output_tokens).toBe(16);
  });

  it('remembers a response: it can be read again, and followed by what a tool returned', async () => {
    const first = await held.openai.responses.create({
      model,
      input: 'The weather in Oslo?',
      tools: [weather],
    });
    const [call] = first.output as { call_id: string }[];

    const again = await held.openai.responses.retrieve(first.id);
    const second = await held.openai.responses.create({
      model,
      previous_response_id: first.id,
      input: [{ type: 'function_call_output', call_id: call!.call_id, output: 'rain' }],
    });

    expect(again.output).toEqual(first.output);
    expect(second.output_text).toContain('The weather in Oslo?');
    expect(second.output_text).toContain('rain');
  });

  it('knows no response that it never gave', async () => {
    const followed = held.openai.responses
      .create({ model, input: 'x', previous_response_id: 'resp_none' })
      .catch((error) => error);
    const read = held.openai.responses.retrieve('resp_none').catch((error) => error);

    expect(await followed).toMatchObject({ status: 400, code: 'previous_response_not_found' });
    expect(await read).toMatchObject({ status: 404 });
  });

  it('counts input tokens without answering', async () => {
    const counted = await held.openai.responses.inputTokens.count({ model, input: 'twelve chars' });

    expect(counted.input_tokens).toBe(3);
  });

  it.each([
    ['temperature', { temperature: 0.2 }, 'unsupported_parameter'],
    ['reasoning.effort', { reasoning: { effort: 'none' as const } }, 'unsupported_value'],
    ['max_output_tokens', { max_output_tokens: 5 }, 'integer_below_min_value'],
  ])('refuses %s where the real model does', async (param, extra, code) => {
    const refused = held.openai.responses.create({ model, input: 'hi', ...extra });

    await expect(refused).rejects.toMatchObject({ status: 400, param, code });
  });
});
