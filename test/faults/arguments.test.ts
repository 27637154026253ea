import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { errorOf, textOf } from '../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, said } from '../support/openai-answers.js';
import { type RawProcess, shakenProcess } from '../support/raw-process.js';
import { fixture, type ServedProcess, serveProcess } from '../support/served-process.js';

let upstream: FakeOpenAI;

beforeAll(async () => {
  upstream = await startFakeOpenAI(() => ({ json: said('Hello.') }));
});

beforeEach(() => {
  upstream.requests.length = 0;
});

afterAll(() => upstream.stop());

const MB5 = 'x'.repeat(5_000_000);

describe('arguments that do not fit', () => {
  let served: ServedProcess;

  beforeAll(async () => {
    served = await serveProcess({ upstream, config: { openai: { api: 'responses' } } });
  });

  afterAll(() => served.close());

  test.each<[what: string, tool: string, input: Record<string, unknown>, says: RegExp[]]>([
    ['a string for a list', 'chat-completion', { messages: 'Hello' }, [/messages/]],
    ['a word for a number', 'chat-completion', ask('Hello', { temperature: 'warm' }), [/temperature/]],
    ['a fraction for a count', 'generate-image', { prompt: 'A hat', n: 1.5 }, [/`?n`?\b/]],
    ['null for a text', 'generate-image', { prompt: null }, [/prompt/]],
    ['nothing at all', 'chat-completion', {}, [/messages/]],
    ['a name that nobody knows', 'generate-image', { prompt: 'A hat', colour: 'red' }, [/colour/]],
    ['a role that nobody has', 'chat-completion', { messages: [{ role: 'king', content: 'x' }] }, [/role/]],
    ['a number out of range', 'generate-image', { prompt: 'A hat', n: 11 }, [/\bn\b.*10/]],
    [
      'faults in many places',
      'generate-image',
      { n: 0.5, size: 7, hat: 1 },
      [/prompt/, /\bn\b/, /size/, /hat/],
    ],
    ['a text of 5 MB', 'generate-image', { prompt: MB5 }, [/prompt.*32.?000/]],
    ['a choice of 5 MB', 'generate-image', { prompt: 'A hat', quality: MB5 }, [/quality/]],
    ['a name of 5 MB', 'generate-image', { prompt: 'A hat', [MB5]: 1 }, [/xxx/]],
    ['functions that are texts', 'function-call', { ...ask('Hello'), functions: ['greet'] }, [/functions/]],
    ['an input of numbers', 'create-embedding', { input: [1, 2] }, [/input/]],
  ])('%s: refused by name, in few words, before anything is sent', async (_, tool, input, says) => {
    const result = await served.call(tool, input);

    expect(errorOf(result)?.code).toBe('INPUT_INVALID');
    for (const pattern of says) expect(textOf(result)).toMatch(pattern);
    expect(textOf(result).length).toBeLessThan(2_000);
    expect(upstream.requests).toHaveLength(0);
  });

  test('a text of 5 MB arrives whole where it is allowed', async () => {
    const result = await served.call('chat-completion', ask(MB5));

    expect(textOf(result)).toBe('Hello.');
    expect(JSON.stringify(upstream.requests[0]!.body).length).toBeGreaterThan(5_000_000);
  });

  test('arguments that a shell would understand are only text', async () => {
    const text = '$(touch owned); `touch owned` && touch owned\n"\'';

    await served.call('chat-completion', ask(text));

    expect(upstream.requests[0]!.body.input[0].content).toBe(text);
  });
});

describe('lines that no client would write', () => {
  let served: RawProcess;
  let id = 0;

  /** The arguments go in as they stand: JSON.stringify would lose some of them. */
  const call = (tool: string, args: string) => {
    const key = `call-${++id}`;
    served.send(
      `{"jsonrpc":"2.0","id":"${key}","method":"tools/call","params":{"name":${JSON.stringify(tool)},"arguments":${args}}}\n`,
    );
    return served.message((message) => message.id === key);
  };

  beforeAll(async () => {
    served = await shakenProcess({
      upstream,
      config: {
        openai: { api: 'responses' },
        plugins: { weather: { from: fixture('weather') } },
      },
    });
  });

  afterAll(() => served.stop());

  const HI = '{"role":"user","content":"Hi"}';

  test.each([
    [
      '__proto__ in a message',
      '{"messages":[{"role":"user","content":"Hi","__proto__":{"tool_call_id":"evil"}}]}',
    ],
    ['a constructor', `{"messages":[${HI}],"constructor":{"prototype":{"evil":1}}}`],
  ])('%s is refused by name and changes nothing', async (_, args) => {
    const { result } = await call('chat-completion', args);
    const after = await call('chat-completion', `{"messages":[${HI}]}`);

    expect(errorOf(result)?.code).toBe('INPUT_INVALID');
    expect(textOf(result)).toMatch(/__proto__|constructor/);
    expect(textOf(after.result)).toBe('Hello.');
    expect(upstream.requests).toHaveLength(1);
    expect(upstream.requests[0]!.text).not.toContain('evil');
  });

  test('__proto__ beside the arguments never gets as far as the tool', async () => {
    const { result } = await call('chat-completion', `{"messages":[${HI}],"__proto__":{"model":"evil"}}`);
    const after = await call('chat-completion', `{"messages":[${HI}]}`);

    expect([textOf(result), textOf(after.result)]).toEqual(['Hello.', 'Hello.']);
    expect(upstream.requests.map(({ text }) => text).join()).not.toContain('evil');
  });

  test.each(['__proto__', 'constructor', 'toString', '', 'x'.repeat(100_000)])(
    'a tool that is not there is a protocol error: %#',
    async (tool) => {
      const { error } = await call(tool, '{}');

      expect(error).toMatchObject({ code: -32602, message: expect.stringMatching(/There is no tool/) });
      expect(error.message.length).toBeLessThan(300);
    },
  );

  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  test.each([
    ['chat-completion', `{"messages":[{"role":"user","content":${deep(100_000)}}]}`],
    ['chat-completion', `{"messages":[{"role":"user","content":"Hi"}],"json_schema":{"a":${deep(100_000)}}}`],
    ['chat-completion', `{"messages":[{"role":"user","content":"Hi"}],"tool_choice":${deep(100_000)}}`],
    ['weather-today', `{"city":${deep(100_000)}}`],
    ['weather-today', deep(100_000)],
  ])('arguments nested 100,000 deep end the call, not the server: %#', async (tool, args) => {
    const answer = await call(tool, args);
    const after = await call('weather-today', '{"city":"Oslo"}');

    expect(answer.error ?? errorOf(answer.result)).toBeDefined();
    expect(JSON.stringify(answer).length).toBeLessThan(3_000);
    expect(after.result.structuredContent.forecast).toMatch(/Oslo/);
    expect(upstream.requests).toHaveLength(0);
  });

  test.each([
    'not JSON at all\n',
    '{"jsonrpc":"2.0","id":1\n',
    '[]\n',
    '\n',
    'null\n',
    '{"id":7}\n',
    '\u0000\u0001\n',
  ])('a line that is no message is passed over: %j', async (line) => {
    served.send(line);
    const after = await call('weather-today', '{"city":"Oslo"}');

    expect(after.result.structuredContent.forecast).toMatch(/Oslo/);
  });

  test.each(['"city"', '[]', 'null', '7'])('arguments that are no object are refused: %s', async (args) => {
    const answer = await call('weather-today', args);

    expect(answer.error ?? errorOf(answer.result)).toBeDefined();
  });
});
