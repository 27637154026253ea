import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost, said } from './bundled-host.js';

const MESSAGES = [{ role: 'user', content: 'Weather in Rome and Oslo?' }];
const WEATHER = {
  name: 'weather',
  description: 'Weather of a city',
  parameters: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { city: { type: 'string', enum: ['Rome', 'Oslo'] } },
    required: ['city'],
    additionalProperties: false,
  },
};

const called = (id: string, name: string, args: string) => ({
  type: 'function_call',
  call_id: id,
  name,
  arguments: args,
});

describe('function-call', () => {
  let host: BundledHost;

  beforeAll(async () => {
    host = await bundledHost();
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  afterAll(() => host.close());

  test('sends the functions and returns the calls with parsed arguments', async () => {
    const output = [called('call_1', 'weather', '{"city":"Rome"}'), called('call_2', 'now', '')];
    const sent = onPost('/responses', { body: said('', { output }) });

    const { structured, text } = await host.call('function-call', {
      messages: MESSAGES,
      functions: [WEATHER, { name: 'now' }],
      function_call: { name: 'weather' },
      model: 'gpt-6-luna',
    });

    expect(sent).toEqual([
      {
        model: 'gpt-6-luna',
        input: MESSAGES,
        tools: [
          { type: 'function', ...WEATHER, strict: false },
          { type: 'function', name: 'now', parameters: { type: 'object', properties: {} }, strict: false },
        ],
        tool_choice: { type: 'function', name: 'weather' },
        stream: false,
        max_output_tokens: 16_384,
      },
    ]);
    expect(structured).toEqual({
      id: 'resp_1',
      calls: [
        { id: 'call_1', name: 'weather', arguments: { city: 'Rome' }, valid: true },
        { id: 'call_2', name: 'now', arguments: {}, valid: true },
      ],
    });
    expect(text).toBe('Call weather({"city":"Rome"}) as call_1.\nCall now({}) as call_2.');
  });

  test('leaves the choice to the model by default, and returns what it says instead', async () => {
    const sent = onPost('/responses', { body: said('Which one?') });

    const { structured, text } = await host.call('function-call', {
      messages: MESSAGES,
      functions: [WEATHER],
    });

    expect(sent[0]).toMatchObject({ model: 'gpt-6.2-sol', tool_choice: 'auto' });
    expect(structured).toEqual({ id: 'resp_1', calls: [], text: 'Which one?' });
    expect(text).toBe('Which one?');
  });

  test("takes the operator's defaults", async () => {
    const house = await bundledHost({
      config: { defaults: { model: 'house-model', maxTokens: 99, temperature: 0.3 } },
    });
    const sent = onPost('/responses', { body: said('Which one?') });

    await house.call('function-call', { messages: MESSAGES, functions: [WEATHER] });

    expect(sent).toMatchObject([{ model: 'house-model', max_output_tokens: 99, temperature: 0.3 }]);
    await house.close();
  });

  test.each([
    [
      'a value that the schema refuses',
      'weather',
      '{"city":"Bonn"}',
      { city: 'Bonn' },
      /\/city must be equal to one of the allowed values \(Rome, Oslo\)/,
    ],
    [
      'an argument too many',
      'weather',
      '{"city":"Rome","at":1}',
      { city: 'Rome', at: 1 },
      /must NOT have additional properties \(at\)/,
    ],
    ['a missing argument', 'weather', '{}', {}, /must have required property 'city'/],
    ['broken JSON', 'weather', '{"city":', null, /not a JSON object/],
    ['an array', 'weather', '[1]', null, /not a JSON object/],
    ['a function that there is not', 'rain', '{}', {}, /There is no function rain/],
  ])('marks a call with %s', async (_, name, args, parsed, problem) => {
    onPost('/responses', { body: said('', { output: [called('call_1', name, args)] }) });

    const { structured, text } = await host.call('function-call', {
      messages: MESSAGES,
      functions: [WEATHER],
    });

    const raw = parsed === null ? { raw: args } : {};
    const problems = [expect.stringMatching(problem)];
    expect(structured.calls).toEqual([
      { id: 'call_1', name, arguments: parsed, valid: false, problems, ...raw },
    ]);
    expect(text).toMatch(problem);
  });

  test.each([
    ['no functions', { functions: [] }, 'INPUT_INVALID'],
    [
      'a schema that is none',
      { functions: [{ name: 'a', parameters: { type: 'nope' } }] },
      'FUNCTION_SCHEMA_INVALID',
    ],
    [
      'a choice of an unknown function',
      { functions: [WEATHER], function_call: { name: 'b' } },
      'INPUT_INVALID',
    ],
  ])('refuses %s before anything is sent', async (_, input, code) => {
    const result = await host.call('function-call', { messages: MESSAGES, ...input });

    expect(result.code).toBe(code);
  });
});
