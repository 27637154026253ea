import { IsString } from 'class-validator';
import {
  definePlugin,
  OpenAIClient,
  Prompt,
  type Promptable,
  PromptResult,
  Resource,
  ToolCall,
  ToolError,
  type Variables,
} from 'openai-mcp-host/plugin';
import { answers, type TestHost, testHost } from 'openai-mcp-host/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const signals = new Map<string, AbortSignal>();

class NoArguments {
  @IsString()
  subject = 'nothing';
}

const prompt = (
  name: string,
  run: (input: NoArguments, call: ToolCall) => unknown,
  timeoutSeconds?: number,
) => {
  @Prompt({
    name,
    title: name,
    description: name,
    input: NoArguments,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  })
  class Made implements Promptable<NoArguments> {
    run(input: NoArguments, call: ToolCall): string {
      return run(input, call) as string;
    }
  }
  return Made;
};

const resource = (name: string, read: (variables: Variables, call: ToolCall) => unknown) => {
  @Resource({ uri: `test:${name}`, name, title: name, description: name })
  class Made {
    read(variables: Variables, call: ToolCall): string {
      return read(variables, call) as string;
    }
  }
  return Made;
};

@Prompt({ name: 'ask-openai', title: 'Ask', description: 'Asks OpenAI for the first message.' })
class AskOpenAI {
  constructor(private readonly openai: OpenAIClient) {}

  async run(): Promise<string> {
    const { output_text } = await this.openai.responses.create({ model: 'gpt-6-luna', input: 'Begin.' });
    return output_text;
  }
}

@Resource({
  template: 'broken://{name}',
  name: 'broken',
  title: 'Broken',
  description: 'Lists what it must not.',
})
class Broken {
  list() {
    return [{ uri: 'elsewhere://x', name: 'x' }];
  }

  read(): string {
    return 'text';
  }
}

const hang = (name: string) => (_: unknown, call: ToolCall) => {
  signals.set(name, call.signal);
  return new Promise(() => {});
};

const plugin = definePlugin({
  name: 'offers',
  title: 'Offers',
  version: '1.0.0',
  host: '^1',
  prompts: [
    AskOpenAI,
    prompt('say-subject', ({ subject }) => `About ${subject}.`),
    prompt('throw-tool-error', () => {
      throw new ToolError('MOOD_BAD', 'Not in the mood.', 'Try tomorrow.', { retryAfterSeconds: 7 });
    }),
    prompt('throw-anything', () => {
      throw new Error('postgres://admin:hunter2@db failed');
    }),
    prompt('return-number', () => 42),
    prompt('return-odd-part', () =>
      new PromptResult().user({ data: 'text', mimeType: 'image/png' } as never),
    ),
    prompt('take-forever', hang('take-forever'), 0.05),
    prompt('wait-for-cancel', hang('wait-for-cancel')),
    prompt('ask-first', async (_, call) => `The answer: ${await call.confirm('Really?')}`),
    prompt('note-it', (_, call) => {
      call.note('It was noted.');
      return 'Noted.';
    }),
  ],
  resources: [
    Broken,
    resource('text', () => 'plain'),
    resource('typed', () => ({ content: '{}', mimeType: 'application/json' })),
    resource('missing', () => undefined),
    resource('number', () => 42),
    resource('huge', () => 'x'.repeat(20_000)),
    resource('throws', () => {
      throw new Error('postgres://admin:hunter2@db failed');
    }),
    resource('asks', async (_, call) => `The answer: ${await call.confirm('Really?')}`),
  ],
});

let host: TestHost;
const get = (name: string, args: Record<string, string> = {}, signal?: AbortSignal) =>
  host.client.getPrompt({ name, arguments: args }, signal && { signal });
const read = (name: string) => host.client.readResource({ uri: `test:${name}` });
const failure = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: { code: number; message: string; data?: unknown }) => ({
      code: error.code,
      message: error.message,
      data: error.data,
    }),
  );

beforeAll(async () => {
  host = await testHost({
    plugins: [plugin],
    config: { server: { maxMessageBytes: 16_384 } },
    answer: 'accept',
  });
});
afterAll(() => host.close());

describe('a prompt', () => {
  test('may be a mere text, with the defaults of its class filled in', async () => {
    expect(await get('say-subject')).toMatchObject({
      messages: [{ role: 'user', content: { type: 'text', text: 'About nothing.' } }],
    });
  });

  test('asks OpenAI through the metered client, and says what that used', async () => {
    host.openai.reply('/responses', answers.text('Once upon a time'));

    const { messages, _meta } = await get('ask-openai');

    expect(messages[0]?.content).toEqual({ type: 'text', text: 'Once upon a time' });
    expect(_meta?.['openai-mcp-host/usage']).toMatchObject({ model: 'gpt-6-luna', inputTokens: 10 });
  });

  test('carries its notes in _meta', async () => {
    const { _meta } = await get('note-it');

    expect(_meta?.['openai-mcp-host/notes']).toEqual(['It was noted.']);
  });

  test('can ask the person first', async () => {
    expect(await get('ask-first')).toMatchObject({
      messages: [{ content: { text: 'The answer: accepted' } }],
    });
  });

  test('that fails is a protocol error with its own words and code', async () => {
    expect(await failure(get('throw-tool-error'))).toEqual({
      code: -32603,
      message: expect.stringContaining('Not in the mood. Try tomorrow.'),
      data: { code: 'MOOD_BAD', message: 'Not in the mood.', hint: 'Try tomorrow.', retryAfterSeconds: 7 },
    });
  });

  test.each([
    ['throw-anything', 'INTERNAL_ERROR'],
    ['return-number', 'OUTPUT_INVALID'],
    ['return-odd-part', 'OUTPUT_INVALID'],
    ['take-forever', 'CALL_TIMEOUT'],
  ])('named %s fails with %s, and tells no secret', async (name, code) => {
    const failed = await failure(get(name));

    expect(failed).toMatchObject({ code: -32603, data: { code } });
    expect(JSON.stringify(failed)).not.toContain('hunter2');
  });

  test('hears of the end of its time', () => {
    expect(signals.get('take-forever')?.aborted).toBe(true);
  });

  test('hears of a cancellation', async () => {
    const cancelling = new AbortController();
    const asked = get('wait-for-cancel', {}, cancelling.signal).catch((error: Error) => error);
    await expect.poll(() => signals.has('wait-for-cancel')).toBe(true);

    cancelling.abort();

    expect(await asked).toBeInstanceOf(Error);
    await expect.poll(() => signals.get('wait-for-cancel')?.aborted).toBe(true);
  });
});

describe('a resource', () => {
  test('is a text of the type text/plain where it says nothing else', async () => {
    expect((await read('text')).contents).toEqual([
      { uri: 'test:text', mimeType: 'text/plain', text: 'plain' },
    ]);
  });

  test('may say its type when it is read', async () => {
    expect((await read('typed')).contents).toEqual([
      { uri: 'test:typed', mimeType: 'application/json', text: '{}' },
    ]);
  });

  test('that is not there after all is a miss like any other', async () => {
    expect(await failure(read('missing'))).toMatchObject({ code: -32602, data: { uri: 'test:missing' } });
  });

  test.each([
    ['number', 'OUTPUT_INVALID'],
    ['huge', 'RESULT_TOO_LARGE'],
    ['throws', 'INTERNAL_ERROR'],
  ])('named %s fails with %s, and tells no secret', async (name, code) => {
    const failed = await failure(read(name));

    expect(failed).toMatchObject({ code: -32603, data: { code } });
    expect(JSON.stringify(failed)).not.toContain('hunter2');
  });

  test('can ask the person first', async () => {
    expect((await read('asks')).contents).toMatchObject([{ text: 'The answer: accepted' }]);
  });

  test('that lists badly leaves the listing of the others as it is', async () => {
    const { resources } = await host.client.listResources();

    expect(resources.map(({ name }) => name)).toEqual(
      ['text', 'typed', 'missing', 'number', 'huge', 'throws', 'asks'].sort(),
    );
  });
});

test('what is under way when the server stops is told so', async () => {
  signals.delete('wait-for-cancel');
  const own = await testHost({ plugins: [plugin] });
  const asked = failure(own.client.getPrompt({ name: 'wait-for-cancel' }));
  await expect.poll(() => signals.has('wait-for-cancel')).toBe(true);

  await own.host.stop();

  expect(await asked).toMatchObject({ data: { code: 'SERVER_STOPPING' } });
  await own.close();
});

test('prompts and resources of a plugin that is off are off', async () => {
  const own = await testHost({ plugins: [plugin], config: { plugins: { offers: false } } });

  expect(own.host.prompts.listed).toEqual([]);
  expect(own.host.resources.listed).toEqual([]);
  expect(own.client.getServerCapabilities()).toEqual({ tools: {} });
  await own.close();
});
