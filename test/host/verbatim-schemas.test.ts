import { IsString } from 'class-validator';
import { definePlugin, type JsonSchema, jsonSchema, Tool, type ToolOptions } from 'openai-mcp-host/plugin';
import { testHost } from 'openai-mcp-host/testing';
import { expect, test } from 'vitest';

class Out {
  @IsString()
  got!: string;
}

/** A plugin whose only tool takes what a schema says, and tells what it got. */
function pluginWith(schema: JsonSchema, options: Partial<ToolOptions<object, Out>> = {}) {
  class Tell {
    run(input: object): Out {
      return { got: JSON.stringify([Object.getPrototypeOf(input) === Object.prototype, input]) };
    }
  }
  Tool({
    name: 'tell-input',
    title: 'Tell',
    description: 'Tells what it got.',
    input: jsonSchema(schema),
    output: Out,
    effect: 'read-only',
    ...options,
  })(Tell);
  return definePlugin({ name: 'verbatim', title: 'Verbatim', version: '1.0.0', host: '^1', tools: [Tell] });
}

const CONTACT = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $defs: { place: { $anchor: 'place', type: 'object', properties: { city: { type: 'string' } } } },
  type: 'object',
  'x-origin': 'elsewhere',
  properties: {
    by: { enum: ['phone', 'email'], default: 'phone' },
    phone: { type: 'string' },
    email: { type: 'string' },
    home: { anyOf: [{ $ref: '#place' }, { type: 'null' }] },
  },
  anyOf: [{ required: ['phone'] }, { required: ['email'] }],
  if: { properties: { by: { const: 'phone' } }, required: ['by'] },
  // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
  then: { required: ['phone'] },
  additionalProperties: false,
};

test('a schema of the author’s own is listed word by word', async () => {
  await using host = await testHost({ plugins: [pluginWith(CONTACT)] });

  const { tools } = await host.client.listTools();

  expect(tools[0]?.inputSchema).toEqual(CONTACT);
});

test('its arguments reach the tool as plain data, without defaults', async () => {
  await using host = await testHost({ plugins: [pluginWith(CONTACT)] });

  const { structured } = await host.callTool<Out>('tell-input', { email: 'a@b.c', home: { city: 'Oslo' } });

  expect(JSON.parse(structured?.got ?? '')).toEqual([true, { email: 'a@b.c', home: { city: 'Oslo' } }]);
});

test.each([
  [{}, ['an object with "phone" or an object with "email"']],
  [{ by: 'phone', email: 'a@b.c' }, ['phone is required']],
  [{ phone: '1', home: { city: 5 } }, ['home.city must be a string (it is a number)']],
  [{ phone: '1', home: 5 }, ['home must be an object or null (it is a number)']],
  [{ phone: '1', emial: 'a@b.c', by: 'post' }, ['did you mean "email"?', 'by must be one of']],
])('arguments that it refuses are refused in words: %j', async (input, words) => {
  await using host = await testHost({ plugins: [pluginWith(CONTACT)] });

  const { error } = await host.callTool('tell-input', input);

  expect(error?.code).toBe('INPUT_INVALID');
  for (const each of words) expect(error?.message).toContain(each);
  expect(error?.message).not.toMatch(/schema/);
});

test.each([
  ['is no object’s', { type: 'array' }, /not of type "object"/],
  ['is misspelled', { type: 'object', propertys: {} }, /propertys/],
  [
    'refers to elsewhere',
    { type: 'object', properties: { a: { $ref: 'https://example.com/a' } } },
    /example\.com/,
  ],
  [
    'is of another dialect',
    { type: 'object', $schema: 'http://json-schema.org/draft-07/schema#' },
    /2020-12/,
  ],
])('a schema that %s keeps the plugin from being served', async (_case, schema, message) => {
  const serving = testHost({ plugins: [pluginWith(schema)] });

  await expect(serving.then(({ host }) => host.faults)).rejects.toMatchObject({
    faults: [{ code: 'SCHEMA_INVALID', message: expect.stringMatching(message) }],
  });
});
