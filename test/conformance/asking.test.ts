import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Abilities,
  type AnyClient,
  type ConnectedClient,
  connectClient,
  EVERY_CLIENT,
} from '../support/every-client.js';

const from = fileURLToPath(new URL('../fixtures/conformance', import.meta.url));
const options = { config: { plugins: { conformance: { from } } } };

const accept = (content: object) => ({ action: 'accept', content });
const said = (text: string) => ({ role: 'assistant', content: { type: 'text', text }, model: 'test-model' });

/** What the official suite checks of tools that ask back, over stdio, with every client. */
describe.each(EVERY_CLIENT)('the fixtures that ask, at %s', (kind: AnyClient) => {
  let connected: ConnectedClient;

  afterEach(() => connected.close());

  const textOf = async (tool: string, abilities: Abilities, input = {}) => {
    connected = await connectClient(kind, options, abilities);
    return (await connected.call(tool, input)).content[0].text as string;
  };

  test('json-schema-2020-12', async () => {
    connected = await connectClient(kind, options);

    const { tools } = await connected.client.listTools();

    expect(tools.find(({ name }) => name === 'json_schema_2020_12_tool')?.inputSchema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $defs: { address: { $anchor: 'addressDef' } },
      allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
      if: expect.anything(),
      else: { required: ['email'] },
      additionalProperties: false,
    });
  });

  test('tools-call-sampling', async () => {
    const prompts: unknown[] = [];
    const sample: Abilities['sample'] = ({ messages, maxTokens }) => {
      prompts.push([messages[0].content.text, maxTokens]);
      return said('This is a test response');
    };

    const text = await textOf('test_sampling', { sample }, { prompt: 'Test prompt' });

    expect(text).toBe('LLM response: This is a test response');
    expect(prompts).toEqual([['Test prompt', 100]]);
  });

  test('tools-call-elicitation', async () => {
    const asked: unknown[] = [];
    const elicit: Abilities['elicit'] = ({ message, requestedSchema }) => {
      asked.push([message, requestedSchema]);
      return accept({ username: 'testuser', email: 'test@example.com' });
    };

    const text = await textOf('test_elicitation', { elicit }, { message: 'Who are you?' });

    expect(text).toBe(
      'User response: action=accepted, content={"username":"testuser","email":"test@example.com"}',
    );
    expect(asked).toMatchObject([
      ['Who are you?', { properties: { username: { type: 'string' } }, required: ['username', 'email'] }],
    ]);
  });

  test('elicitation-sep1034-defaults', async () => {
    const fields: unknown[] = [];
    const elicit: Abilities['elicit'] = ({ requestedSchema }) => {
      fields.push(requestedSchema.properties);
      return accept({ name: 'Jane Smith', age: 25, score: 88, status: 'inactive', verified: false });
    };

    const text = await textOf('test_elicitation_sep1034_defaults', { elicit });

    expect(text).toContain('action=accepted, content={"name":"Jane Smith","age":25,');
    expect(fields).toEqual([
      {
        name: { type: 'string', default: 'John Doe' },
        age: { type: 'integer', default: 30 },
        score: { type: 'number', default: 95.5 },
        status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
        verified: { type: 'boolean', default: true },
      },
    ]);
  });

  test('elicitation-sep1330-enums', async () => {
    const content = {
      untitledSingle: 'option1',
      titledSingle: 'value1',
      legacyEnum: 'opt1',
      untitledMulti: ['option1', 'option2'],
      titledMulti: ['value1', 'value2'],
    };
    const fields: unknown[] = [];
    const elicit: Abilities['elicit'] = ({ requestedSchema }) => {
      fields.push(requestedSchema.properties);
      return accept(content);
    };

    const text = await textOf('test_elicitation_sep1330_enums', { elicit });

    expect(JSON.parse(text.replace(/^.*content=/, ''))).toEqual(content);
    expect(fields).toMatchObject([
      {
        untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
        titledSingle: { type: 'string', oneOf: [{ const: 'value1', title: 'First Option' }, {}, {}] },
        legacyEnum: {
          enum: ['opt1', 'opt2', 'opt3'],
          enumNames: ['Option One', 'Option Two', 'Option Three'],
        },
        untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
        titledMulti: {
          type: 'array',
          items: { anyOf: [{ const: 'value1', title: 'First Choice' }, {}, {}] },
        },
      },
    ]);
  });

  test('input-required-result-multi-round', async () => {
    const elicit: Abilities['elicit'] = ({ message }) =>
      accept(message.startsWith('Step 1') ? { name: 'Alice' } : { color: 'blue' });

    const text = await textOf('test_input_required_result_multi_round', { elicit });

    expect(JSON.parse(text)).toEqual([
      { answer: 'accepted', fields: { name: 'Alice' } },
      { answer: 'accepted', fields: { color: 'blue' } },
    ]);
  });

  test('input-required-result-non-tool-request', async () => {
    connected = await connectClient(kind, options, { elicit: () => accept({ context: 'test context' }) });

    const { messages } = await connected.client.getPrompt({ name: 'test_input_required_result_prompt' });

    expect(messages).toMatchObject([{ content: { text: 'Use the context test context.' } }]);
  });
});
