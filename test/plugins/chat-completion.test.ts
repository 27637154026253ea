import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, chatted, onPost, onPostTo, said, sse } from './bundled-host.js';

const HELLO = [{ role: 'user', content: 'Hello' }];
const WEATHER = {
  name: 'weather',
  description: 'Weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const CALLED = {
  type: 'function_call',
  id: 'fc_1',
  call_id: 'call_1',
  name: 'weather',
  arguments: '{"city":"Rome"}',
  status: 'completed',
};

describe('chat-completion', () => {
  let host: BundledHost;
  const start = async (options?: Parameters<typeof bundledHost>[0]) => {
    host = await bundledHost(options);
  };

  afterEach(async () => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    await host.close();
    expect(pending).toEqual([]);
  });

  test('asks the default model and returns its text', async () => {
    await start();
    const sent = onPost('/responses', { body: said('Hi there.') });

    const { structured, text } = await host.call('chat-completion', { messages: HELLO });

    expect(sent).toEqual([
      {
        model: 'gpt-6.2-sol',
        input: [{ role: 'user', content: 'Hello' }],
        stream: false,
        max_output_tokens: 16_384,
      },
    ]);
    expect(structured).toEqual({ id: 'resp_1', text: 'Hi there.', finish_reason: 'stop' });
    expect(text).toBe('Hi there.');
  });

  test("takes the operator's defaults where the call says nothing", async () => {
    await start({ config: { defaults: { model: 'house-model', maxTokens: 99, temperature: 0.3 } } });
    const sent = onPost('/responses', { body: said('Hi.') }, { body: said('Hi.') });

    await host.call('chat-completion', { messages: HELLO });
    await host.call('chat-completion', { messages: HELLO, model: 'own', max_tokens: 50, temperature: 1 });

    expect(sent).toMatchObject([
      { model: 'house-model', max_output_tokens: 99, temperature: 0.3 },
      { model: 'own', max_output_tokens: 50, temperature: 1 },
    ]);
  });

  test('sends every kind of message as the Responses API has it', async () => {
    await start();
    const sent = onPost('/responses', { body: said('It is sunny.') });

    await host.call('chat-completion', {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'developer', content: [{ type: 'text', text: 'Be kind.' }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'And here?' },
            { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
          ],
        },
        {
          role: 'assistant',
          content: 'Let me see.',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'sunny' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call_2', function: { name: 'weather', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'call_2', content: [{ type: 'text', text: 'rain' }] },
      ],
    });

    expect(sent[0]?.input).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'developer', content: [{ type: 'input_text', text: 'Be kind.' }] },
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'And here?' },
          { type: 'input_image', image_url: 'https://example.com/a.png', detail: 'low' },
          { type: 'input_image', image_url: 'data:image/png;base64,AA==', detail: 'auto' },
        ],
      },
      { role: 'assistant', content: 'Let me see.' },
      { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_1', output: 'sunny' },
      { type: 'function_call', call_id: 'call_2', name: 'weather', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_2', output: 'rain' },
    ]);
  });

  test('refuses what a role may not carry, naming every fault, before anything is sent', async () => {
    await start();
    const call = { id: 'call_1', function: { name: 'weather', arguments: '{}' } };

    const { code, text } = await host.call('chat-completion', {
      messages: [
        { role: 'user' },
        { role: 'user', content: '' },
        { role: 'user', content: null },
        { role: 'assistant', content: [], tool_calls: [] },
        {
          role: 'system',
          content: [
            { type: 'text', text: 'x' },
            { type: 'image_url', image_url: { url: 'https://a.b/c.png' } },
          ],
        },
        { role: 'tool', content: 'x' },
        { role: 'user', content: 'x', tool_call_id: 'y', tool_calls: [call] },
      ],
    });

    expect([code, text]).toEqual([
      'INPUT_INVALID',
      expect.stringContaining(
        `${[
          'messages[0].content is empty',
          'messages[1].content is empty',
          'messages[2].content is empty',
          'messages[3].content is empty',
          'messages[4].content[1] is of type image_url, which only the role user may send',
          'messages[5].tool_call_id is required of the role tool',
          'messages[6].tool_calls belongs to the role assistant only',
          'messages[6].tool_call_id belongs to the role tool only',
        ].join('; ')}.`,
      ),
    ]);
  });

  test('sends functions of any form flat, and returns the calls', async () => {
    await start();
    const sent = onPost('/responses', { body: said('', { output: [CALLED] }) });

    const { structured, text } = await host.call('chat-completion', {
      messages: HELLO,
      functions: [
        WEATHER,
        { type: 'function', function: { name: 'nested', strict: true, parameters: { type: 'object' } } },
        { type: 'function', name: 'flat', description: 'd' },
      ],
      tool_choice: { type: 'function', function: { name: 'weather' } },
    });

    const none = { type: 'object', properties: {} };
    expect(sent[0]).toMatchObject({
      tools: [
        { type: 'function', ...WEATHER, strict: false },
        { type: 'function', name: 'nested', parameters: { type: 'object' }, strict: true },
        { type: 'function', name: 'flat', description: 'd', parameters: none, strict: false },
      ],
      tool_choice: { type: 'function', name: 'weather' },
    });
    expect(structured).toEqual({
      id: 'resp_1',
      text: '',
      finish_reason: 'tool_calls',
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } },
      ],
    });
    expect(text).toBe('Call weather({"city":"Rome"}) as call_1.');
  });

  test.each([
    ['auto', 'auto'],
    ['none', 'none'],
    ['required', 'required'],
    [{ name: 'weather' }, { type: 'function', name: 'weather' }],
    [
      { type: 'function', name: 'weather' },
      { type: 'function', name: 'weather' },
    ],
  ])('passes on the choice %j', async (tool_choice, sentChoice) => {
    await start();
    const sent = onPost('/responses', { body: said('ok') });

    await host.call('chat-completion', { messages: HELLO, functions: [WEATHER], tool_choice });

    expect(sent[0]?.tool_choice).toEqual(sentChoice);
  });

  test.each([
    [
      'an unknown function',
      { functions: [WEATHER], tool_choice: { name: 'nope' } },
      'There is no function nope',
    ],
    ['a call of no function', { tool_choice: 'required' }, 'there are no functions'],
  ])('refuses %s', async (_, input, words) => {
    await start();

    const { code, text } = await host.call('chat-completion', { messages: HELLO, ...input });

    expect([code, text]).toEqual(['INPUT_INVALID', expect.stringContaining(words)]);
  });

  test('sends effort and verbosity', async () => {
    await start();
    const sent = onPost('/responses', { body: said('ok') });

    await host.call('chat-completion', { messages: HELLO, reasoning_effort: 'high', verbosity: 'low' });

    expect(sent[0]).toMatchObject({ reasoning: { effort: 'high' }, text: { verbosity: 'low' } });
  });

  test('raises a limit that the Responses API would refuse, and says so', async () => {
    await start();
    const sent = onPost('/responses', { body: said('ok') });

    const { text } = await host.call('chat-completion', { messages: HELLO, max_tokens: 5 });

    expect(sent[0]?.max_output_tokens).toBe(16);
    expect(text).toContain('raised to 16');
  });

  test('shows a streamed text as it grows, by its end', async () => {
    await start();
    const long = `${'x'.repeat(300)}END`;
    const sent = onPost('/responses', {
      body: sse([
        { type: 'response.created', response: {} },
        { type: 'response.output_text.delta', delta: long },
        { type: 'response.completed', response: said(long) },
      ]),
    });

    const { structured, progress } = await host.call('chat-completion', { messages: HELLO, stream: true });

    expect(sent[0]?.stream).toBe(true);
    expect(structured.text).toBe(long);
    expect(progress).toEqual([long.slice(-200)]);
  });

  test('takes a stream that ends early for broken', async () => {
    await start();
    onPost('/responses', { body: sse([{ type: 'response.output_text.delta', delta: 'Half a' }]) });

    const { code } = await host.call('chat-completion', { messages: HELLO, stream: true });

    expect(code).toBe('UPSTREAM_INVALID_RESPONSE');
  });

  test('says when OpenAI gives up', async () => {
    await start();
    const failed = said('', {
      status: 'failed',
      output: [],
      error: { code: 'server_error', message: 'secret' },
    });
    onPost('/responses', { body: failed }, { body: sse([{ type: 'response.failed', response: failed }]) });

    const plain = await host.call('chat-completion', { messages: HELLO });
    const streamed = await host.call('chat-completion', { messages: HELLO, stream: true });

    expect([plain.code, streamed.code]).toEqual(['UPSTREAM_FAILED', 'UPSTREAM_FAILED']);
    expect(plain.text).not.toContain('secret');
  });

  test('returns JSON that fits the schema', async () => {
    await start();
    const schema = {
      type: 'object',
      properties: { n: { type: 'integer' } },
      required: ['n'],
      additionalProperties: false,
    };
    const sent = onPost(
      '/responses',
      { body: said('{"n":4}') },
      { body: said('{"n":5}') },
      { body: said('{"n":6}') },
    );

    const short = await host.call('chat-completion', { messages: HELLO, json_schema: schema });
    await host.call('chat-completion', {
      messages: HELLO,
      json_schema: { name: 'count', schema, strict: false },
    });
    await host.call('chat-completion', {
      messages: HELLO,
      response_format: { type: 'json_schema', json_schema: { name: 'c', schema: { type: 'object' } } },
    });

    expect(short.structured.json).toEqual({ n: 4 });
    expect(sent.map((body) => body.text)).toEqual([
      { format: { type: 'json_schema', name: 'answer', schema, strict: true } },
      { format: { type: 'json_schema', name: 'count', schema, strict: false } },
      { format: { type: 'json_schema', name: 'c', schema: { type: 'object' }, strict: false } },
    ]);
  });

  test('asks for JSON in words, which the format json_object needs', async () => {
    await start();
    const sent = onPost('/responses', { body: said('```json\n{"a":1}\n```') });

    const { structured } = await host.call('chat-completion', {
      messages: HELLO,
      response_format: { type: 'json_object' },
    });

    expect(sent[0]?.text).toEqual({ format: { type: 'json_object' } });
    expect(sent[0]?.input).toEqual([{ role: 'system', content: 'Answer with one JSON object.' }, HELLO[0]]);
    expect(structured.json).toEqual({ a: 1 });
  });

  test.each([
    ['no JSON, twice', 'Sure! Here it is', {}, 'OUTPUT_NOT_JSON'],
    ['JSON of another form, twice', '{"n":"four"}', {}, 'OUTPUT_NOT_VALID'],
    [
      'half of the JSON',
      '{"n":',
      { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
      'OUTPUT_INCOMPLETE',
    ],
  ])('refuses an answer that is %s', async (_, answer, more, code) => {
    await start();
    const tries = code === 'OUTPUT_INCOMPLETE' ? 1 : 2;
    const sent = onPost('/responses', ...Array(tries).fill({ body: said(answer, more) }));

    const result = await host.call('chat-completion', {
      messages: HELLO,
      json_schema: { type: 'object', properties: { n: { type: 'integer' } } },
    });

    expect([result.code, sent.length]).toEqual([code, tries]);
  });

  test('stops a pattern that would go on for ever over an answer', async () => {
    await start();
    onPost('/responses', ...Array(2).fill({ body: said(JSON.stringify({ n: `${'a'.repeat(60)}!` })) }));

    const { code, text } = await host.call('chat-completion', {
      messages: HELLO,
      json_schema: { type: 'object', properties: { n: { type: 'string', pattern: '^(a+)+$' } } },
    });

    expect([code, text]).toEqual(['OUTPUT_NOT_VALID', expect.stringContaining('takes too long to check')]);
  });

  test.each([
    [
      'two schemas',
      { response_format: { type: 'json_schema', json_schema: { schema: {} } }, json_schema: {} },
      'PARAMETERS_CONFLICT',
    ],
    ['a schema beside text', { response_format: { type: 'text' }, json_schema: {} }, 'PARAMETERS_CONFLICT'],
    ['a schema that is none', { json_schema: { type: 'nonsense' } }, 'JSON_SCHEMA_INVALID'],
  ])('refuses %s before anything is sent', async (_, input, code) => {
    await start();

    const result = await host.call('chat-completion', { messages: HELLO, ...input });

    expect(result.code).toBe(code);
  });

  test("passes the model's refusal on as an error", async () => {
    await start();
    const refusal = [
      { type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: 'I will not.' }] },
    ];
    onPost('/responses', { body: said('', { output: refusal }) });

    const { code, text } = await host.call('chat-completion', { messages: HELLO });

    expect([code, text]).toEqual(['CONTENT_REFUSED', expect.stringContaining('I will not.')]);
  });

  test('tells an empty answer at the token limit from a cut one', async () => {
    await start();
    const limit = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
    onPost('/responses', { body: said('', { ...limit, output: [] }) }, { body: said('A lo', limit) });

    const empty = await host.call('chat-completion', { messages: HELLO });
    const cut = await host.call('chat-completion', { messages: HELLO });

    expect([empty.code, empty.text]).toEqual([
      'OUTPUT_INCOMPLETE',
      expect.stringContaining('Raise max_tokens'),
    ]);
    expect(cut.structured).toMatchObject({ text: 'A lo', finish_reason: 'length' });
    expect(cut.text).toContain('stops at the token limit');
  });

  test("leaves out the model's commentary where there is an answer", async () => {
    await start();
    const message = (phase: string, text: string) => ({
      type: 'message',
      phase,
      role: 'assistant',
      content: [{ type: 'output_text', text, annotations: [] }],
    });
    const output = [
      message('commentary', 'Thinking.'),
      { type: 'reasoning', summary: [] },
      message('final_answer', 'Four.'),
    ];
    onPost('/responses', { body: said('', { output }) });

    const { text } = await host.call('chat-completion', { messages: HELLO });

    expect(text).toBe('Four.');
  });

  describe('at a provider without the Responses API', () => {
    const BASE = 'http://models.test/v1';
    const missing = { status: 404, body: { error: { message: 'no such route' } } };

    test('goes over Chat Completions, and remembers', async () => {
      await start({ config: { openai: { baseURL: BASE } } });
      const probes = onPostTo(BASE, '/responses', missing);
      const sent = onPostTo(
        BASE,
        '/chat/completions',
        { body: chatted({ content: 'Hi.' }) },
        { body: chatted({ content: 'Ho.' }) },
      );

      const first = await host.call('chat-completion', {
        messages: [{ role: 'developer', content: 'Be brief.' }, ...HELLO],
        model: 'llama',
        max_tokens: 5,
        temperature: 0.5,
      });
      const second = await host.call('chat-completion', { messages: HELLO, model: 'llama' });

      expect([first.text, second.text]).toEqual(['Hi.', 'Ho.']);
      expect(probes).toHaveLength(1);
      expect(sent[0]).toEqual({
        model: 'llama',
        messages: [{ role: 'system', content: 'Be brief.' }, ...HELLO],
        max_tokens: 5,
        temperature: 0.5,
        stream: false,
      });
    });

    test('does not take an unknown model for a missing API', async () => {
      await start({ config: { openai: { baseURL: BASE } } });
      onPostTo(BASE, '/responses', missing, { body: said('Hi.') });
      onPostTo(BASE, '/chat/completions', missing);

      const first = await host.call('chat-completion', { messages: HELLO, model: 'nope' });
      const second = await host.call('chat-completion', { messages: HELLO, model: 'llama' });

      expect(first.isError).toBe(true);
      expect(second.text).toBe('Hi.');
    });
  });

  describe('over Chat Completions', () => {
    const chat = { config: { openai: { api: 'chat' } } };

    test('sends every parameter in its form', async () => {
      await start(chat);
      const sent = onPost('/chat/completions', { body: chatted({ content: '{"a":1}' }) });
      const messages = [
        { role: 'developer', content: 'JSON.' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] },
      ];

      await host.call('chat-completion', {
        messages,
        model: 'any',
        max_tokens: 5,
        temperature: 0.5,
        functions: [WEATHER],
        tool_choice: { name: 'weather' },
        json_schema: { type: 'object' },
        reasoning_effort: 'low',
        verbosity: 'high',
      });

      expect(sent[0]).toEqual({
        model: 'any',
        messages,
        max_completion_tokens: 5,
        temperature: 0.5,
        tools: [{ type: 'function', function: WEATHER }],
        tool_choice: { type: 'function', function: { name: 'weather' } },
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'answer', schema: { type: 'object' }, strict: false },
        },
        reasoning_effort: 'low',
        verbosity: 'high',
        stream: false,
      });
    });

    test('puts a stream of text and calls together', async () => {
      await start(chat);
      const chunk = (delta: object, finish_reason: string | null = null) => ({
        id: 'chatcmpl-1',
        model: 'm',
        choices: [{ index: 0, delta, finish_reason }],
      });
      const part = (index: number, more: object) => chunk({ tool_calls: [{ index, ...more }] });
      const sent = onPost('/chat/completions', {
        body: sse([
          chunk({ role: 'assistant', content: 'Let ', tool_calls: null }),
          chunk({ content: 'me see.' }),
          part(0, { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"ci' } }),
          part(0, { function: { arguments: 'ty":"Rome"}' } }),
          chunk({
            tool_calls: [{ id: 'call_2', type: 'function', function: { name: 'time', arguments: '{}' } }],
          }),
          chunk({}, 'tool_calls'),
          { id: 'chatcmpl-1', model: 'm', choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } },
          '[DONE]',
        ]),
      });

      const { structured, progress } = await host.call('chat-completion', { messages: HELLO, stream: true });

      expect(sent[0]).toMatchObject({ stream: true, stream_options: { include_usage: true } });
      expect(structured).toEqual({
        id: 'chatcmpl-1',
        text: 'Let me see.',
        finish_reason: 'tool_calls',
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } },
          { id: 'call_2', type: 'function', function: { name: 'time', arguments: '{}' } },
        ],
      });
      expect(progress).toEqual(['Let ']);
    });

    test('takes a stream that ends early for broken', async () => {
      await start(chat);
      onPost('/chat/completions', {
        body: sse([{ id: 'c', model: 'm', choices: [{ index: 0, delta: { content: 'Ha' } }] }]),
      });

      const { code } = await host.call('chat-completion', { messages: HELLO, stream: true });

      expect(code).toBe('UPSTREAM_INVALID_RESPONSE');
    });

    test('tells refusals and limits', async () => {
      await start(chat);
      onPost(
        '/chat/completions',
        { body: chatted({ refusal: 'No.' }) },
        { body: chatted({ content: '' }, 'length') },
        { body: chatted({ content: '' }, 'content_filter') },
        { body: { object: 'error' } },
      );

      const codes: unknown[] = [];
      for (let call = 0; call < 4; call++) {
        codes.push((await host.call('chat-completion', { messages: HELLO })).code);
      }

      expect(codes).toEqual([
        'CONTENT_REFUSED',
        'OUTPUT_INCOMPLETE',
        'CONTENT_REFUSED',
        'UPSTREAM_INVALID_RESPONSE',
      ]);
    });
  });
});
