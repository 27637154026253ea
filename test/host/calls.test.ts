import { IsInt, IsOptional, IsString } from 'class-validator';
import { Describe, definePlugin, Tool, type ToolCall, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { type TestHost, testHost } from 'openai-mcp-host/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

class Input {
  @Describe('Who is greeted.')
  @IsString()
  name = 'world';

  @IsOptional()
  @IsInt()
  times?: number;
}

class Out {
  @IsString()
  said!: string;
}

const tool = (name: string, run: (input: Input, call: ToolCall) => unknown) => {
  @Tool({ name, title: name, description: name, input: Input, output: Out, effect: 'read-only' })
  class Made {
    run(input: Input, call: ToolCall): Out {
      return run(input, call) as Out;
    }
  }
  return Made;
};

const waiting = new Map<string, () => void>();
const plugin = definePlugin({
  name: 'greetings',
  title: 'Greetings',
  version: '1.0.0',
  host: '^1',
  tools: [
    tool('greet', ({ name }) => ({ said: `Hello, ${name}!` })),
    tool('greet-with-picture', ({ name }) =>
      new ToolResult({ said: name }, `A picture of ${name}`).image({
        data: Buffer.from('p'),
        mimeType: 'image/png',
      }),
    ),
    tool('note-it', ({ name }, call) => {
      call.note(`${name} was noted.`);
      return { said: name };
    }),
    tool('throw-tool-error', () => {
      throw new ToolError('CITY_UNKNOWN', 'No such city.', 'Try the nearest larger city.', {
        retryAfterSeconds: 7,
      });
    }),
    tool('throw-anything', () => {
      throw new Error('postgres://admin:hunter2@db failed');
    }),
    tool('return-rubbish', () => ({ said: 42 })),
    tool('report-progress', async ({ name }, call) => {
      call.progress(0, `${name} 1`);
      await new Promise<void>((resolve) => waiting.set(name, resolve));
      call.progress(0.5, `${name} 2`);
      return { said: name };
    }),
  ],
});

let host: TestHost;
beforeAll(async () => {
  host = await testHost({ plugins: [plugin] });
});
afterAll(() => host.close());

describe('a call', () => {
  test('gives the structured output and its text twin', async () => {
    expect(await host.callTool('greet', { name: 'Ada' })).toMatchObject({
      structuredContent: { said: 'Hello, Ada!' },
      content: [{ type: 'text', text: '{"said":"Hello, Ada!"}' }],
    });
  });

  test('fills in the defaults of the input class', async () => {
    expect(await host.callTool('greet')).toMatchObject({ structuredContent: { said: 'Hello, world!' } });
  });

  test('says what it used, nothing where nothing was asked of OpenAI', async () => {
    const { _meta } = await host.callTool('greet');

    expect(_meta?.['openai-mcp-host/usage']).toEqual({
      model: null,
      requestedModel: null,
      inputTokens: 0,
      cachedInputTokens: 0,
      outputTokens: 0,
      costUsd: 0,
      estimated: false,
      cached: false,
      upstreamMs: 0,
      requestIds: [],
    });
  });

  test('shows pictures beside the text', async () => {
    expect(await host.callTool('greet-with-picture', { name: 'Ada' })).toMatchObject({
      content: [
        { type: 'text', text: 'A picture of Ada' },
        { type: 'image', data: 'cA==', mimeType: 'image/png' },
      ],
    });
  });

  test('carries its notes to the model and in _meta', async () => {
    expect(await host.callTool('note-it', { name: 'Ada' })).toMatchObject({
      content: [{}, { type: 'text', text: 'Note: Ada was noted.' }],
      _meta: { 'openai-mcp-host/notes': ['Ada was noted.'] },
    });
  });

  test('keeps the progress of calls at the same time apart', async () => {
    const heard: Record<string, unknown[]> = { one: [], other: [] };
    const calls = ['one', 'other'].map((name) =>
      host.callTool('report-progress', { name }, { onProgress: (progress) => heard[name]!.push(progress) }),
    );
    await expect.poll(() => waiting.size).toBe(2);

    waiting.get('other')!();
    waiting.get('one')!();
    await Promise.all(calls);

    expect(heard).toEqual({
      one: [
        { progress: 0, total: 100, message: 'one 1' },
        { progress: 50, total: 100, message: 'one 2' },
      ],
      other: [
        { progress: 0, total: 100, message: 'other 1' },
        { progress: 50, total: 100, message: 'other 2' },
      ],
    });
  });
});

describe('a call that fails', () => {
  test("says the tool's own error, with its code and hint", async () => {
    const error = {
      code: 'CITY_UNKNOWN',
      message: 'No such city.',
      hint: 'Try the nearest larger city.',
      retryAfterSeconds: 7,
    };

    expect(await host.callTool('throw-tool-error')).toMatchObject({
      isError: true,
      content: [{ text: 'CITY_UNKNOWN: No such city.\nTry the nearest larger city.' }],
      _meta: { 'openai-mcp-host/error': error },
    });
  });

  test('says nothing of what nobody foresaw', async () => {
    const result = await host.callTool('throw-anything');

    expect(result).toMatchObject({
      isError: true,
      _meta: { 'openai-mcp-host/error': { code: 'INTERNAL_ERROR' } },
    });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  test('refuses an output that is not the declared one', async () => {
    expect(await host.callTool('return-rubbish')).toMatchObject({
      isError: true,
      _meta: {
        'openai-mcp-host/error': {
          code: 'OUTPUT_INVALID',
          message: expect.stringContaining('said must be a string'),
        },
      },
    });
  });

  test('names every fault of the arguments at once', async () => {
    const result = await host.callTool('greet', { name: 5, tims: 2 });

    expect(result).toMatchObject({
      isError: true,
      _meta: { 'openai-mcp-host/error': { code: 'INPUT_INVALID' } },
    });
    const text = JSON.stringify(result.content);
    expect(text).toContain('name must be a string (it is a number)');
    expect(text).toContain('unknown property \\"tims\\" in input; did you mean \\"times\\"?');
  });
});
