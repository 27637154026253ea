import { join } from 'node:path';
import { definePlugin, OpenAIClient, Tool } from 'openai-mcp-host/plugin';
import {
  answers,
  type TestHost,
  type TestHostOptions,
  type TestResult,
  testHost,
} from 'openai-mcp-host/testing';
import { afterEach, describe, expect, test } from 'vitest';

type Body = Record<string, unknown>;

class AskInput {}
class AskOutput {}

let body: Body = {};
let path = '/responses';
let headers: Record<string, string> = {};

/** Sends whatever the test says. */
@Tool({
  name: 'ask-anything',
  title: 'Ask anything',
  description: 'Sends a request.',
  input: AskInput,
  output: AskOutput,
  effect: 'read-only',
})
class AskAnything {
  constructor(private readonly openai: OpenAIClient) {}

  async run(): Promise<object> {
    const client = this.openai as unknown as { post(path: string, options: object): Promise<unknown> };
    await client.post(path, { body, headers });
    return {};
  }
}

const plugin = definePlugin({
  name: 'asker',
  title: 'Asker',
  version: '1.0.0',
  host: '^1',
  uses: ['openai'],
  tools: [AskAnything],
});

let host: TestHost | undefined;

afterEach(async () => {
  await host?.close();
  host = undefined;
  [body, path, headers] = [{}, '/responses', {}];
});

interface Asked {
  model: unknown;
  routing: Record<string, unknown> | undefined;
  result: TestResult;
  /** What went over the wire. */
  wire: { body: Body; headers: Record<string, unknown> } | undefined;
}

/** Lets a tool send a request, and says what came of it. */
async function ask(
  request: Body,
  { to = '/responses', task, ...options }: { to?: string; task?: string } & TestHostOptions = {},
): Promise<Asked> {
  [body, path, headers] = [{ model: 'auto', ...request }, to, task ? { 'openai-mcp-host-task': task } : {}];
  host = await testHost({ plugins: [plugin], ...options });
  host.openai.always(to, answers.text('ok'));
  const result = await host.callTool('ask-anything');
  const [sent] = host.openai.requests;
  return {
    model: sent?.body?.model,
    routing: result._meta?.['openai-mcp-host/routing'] as Asked['routing'],
    result,
    wire: sent as unknown as Asked['wire'],
  };
}

const hi = { input: 'Say hi' };
const PROOF =
  'Prove by induction that a polynomial of degree n has at most n roots, and explain why each step is needed. If a bound fails, derive a counterexample.';
const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';
const looking = (more: Body = {}) => ({
  input: [
    {
      role: 'user',
      content: [
        { type: 'input_text', text: 'What is this?' },
        { type: 'input_image', image_url: PICTURE, detail: 'low' },
      ],
    },
  ],
  ...more,
});
const chat = (content: unknown, more: Body = {}) => ({ messages: [{ role: 'user', content }], ...more });
const FUNCTION = { type: 'function', function: { name: 'f', parameters: { type: 'object' } } };
const catalogue = join(import.meta.dirname, 'models.json');

describe('the task', () => {
  test.each([
    ['draft', 'gpt-6-luna'],
    ['standard', 'gpt-6.1-terra'],
    ['hard', 'gpt-6.2-sol'],
  ])('%s, declared by a tool, is answered by %s, and the header stays in the house', async (task, model) => {
    const asked = await ask(hi, { task });

    expect(asked.model).toBe(model);
    expect(asked.routing).toEqual({ model, task, by: 'plugin', reason: `${task}: the tool says so.` });
    expect(Object.keys(asked.wire?.headers ?? {})).not.toContain('openai-mcp-host-task');
  });

  test('is read off the prompt where nobody declares it', async () => {
    const easy = await ask(hi);
    await host?.close();
    const hard = await ask({ input: PROOF });

    expect(easy.routing).toMatchObject({ model: 'gpt-6-luna', task: 'draft', by: 'prompt' });
    expect(hard.routing).toMatchObject({ model: 'gpt-6.2-sol', task: 'hard', by: 'prompt' });
    expect(hard.routing?.score).toBeGreaterThan(easy.routing?.score as number);
  });

  test('is read off what the person asks last, not off what was said before', async () => {
    const messages = [
      { role: 'system', content: PROOF },
      { role: 'user', content: PROOF },
      { role: 'assistant', content: PROOF },
      { role: 'user', content: 'Thanks' },
    ];

    const { routing } = await ask({ messages }, { to: '/chat/completions' });

    expect(routing).toMatchObject({ task: 'draft' });
  });

  test('is standard where a prompt is not judged, or there is none', async () => {
    const off = await ask({ input: PROOF }, { config: { routing: { aim: 'none' } } });
    await host?.close();
    const silent = await ask({ input: [{ type: 'function_call_output', call_id: 'c', output: PROOF }] });

    expect([off, silent].map(({ routing }) => routing?.task)).toEqual(['standard', 'standard']);
  });

  test('depends on the aim: the same prompt is harder where quality counts', async () => {
    const tasks: unknown[] = [];
    for (const aim of ['cost', 'balance', 'quality']) {
      const { routing } = await ask(
        { input: 'Explain why the sky is blue, and compare it with sunsets if the air has 20% more dust.' },
        { config: { routing: { aim } } },
      );
      tasks.push(routing?.task);
      await host?.close();
    }

    expect(tasks).toEqual(['draft', 'standard', 'hard']);
  });

  test('of a tool is what the config says, whatever the tool does', async () => {
    const { routing } = await ask(hi, { task: 'draft', config: { routing: { tools: { 'ask-*': 'hard' } } } });

    expect(routing).toMatchObject({ task: 'hard', by: 'config', model: 'gpt-6.2-sol' });
    expect(routing?.reason).toContain('routing.tools');
  });

  test('is no easier than its floor where the prompt speaks', async () => {
    const { routing } = await ask(hi, { config: { routing: { floors: { 'ask-anything': 'standard' } } } });

    expect(routing).toMatchObject({ task: 'standard', by: 'config', model: 'gpt-6.1-terra' });
  });

  test('that is no task counts as none', async () => {
    const { routing, wire } = await ask(hi, { task: 'gigantic' });

    expect(routing).toMatchObject({ by: 'prompt' });
    expect(wire?.headers).not.toHaveProperty('openai-mcp-host-task');
  });
});

describe('what a request needs', () => {
  const blind = { routing: { tiers: { draft: ['blind', 'gpt-6.1-terra'] } }, models: { catalogue } };

  test('a model that takes no pictures is passed over, and it is said why', async () => {
    const { model, routing } = await ask(looking(), { task: 'draft', config: blind });

    expect(model).toBe('gpt-6.1-terra');
    expect(routing?.reason).toBe('draft: the tool says so. Passed over: blind takes no pictures.');
  });

  test.each<[string, string, Body, string]>([
    ['functions', '/responses', { ...hi, tools: [{ type: 'function', name: 'f' }] }, 'calls no functions'],
    [
      'a JSON Schema',
      '/responses',
      { ...hi, text: { format: { type: 'json_schema', name: 'x', schema: {} } } },
      'keeps to no JSON Schema',
    ],
    ['a web search', '/responses', { ...hi, tools: [{ type: 'web_search' }] }, 'calls no functions'],
    ['reasoning', '/responses', { ...hi, reasoning: { effort: 'high' } }, 'does not reason'],
    [
      'a document',
      '/responses',
      { input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'file-1' }] }] },
      'reads no documents',
    ],
    ['a long answer', '/responses', { ...hi, max_output_tokens: 9000 }, 'writes 8192 tokens at most'],
    ['a long prompt', '/responses', { input: 'word '.repeat(40_000) }, 'has room for 32768 tokens only'],
  ])('%s', async (_, to, request, why) => {
    const { model, routing } = await ask(request, { to, task: 'draft', config: blind });

    expect(model).toBe('gpt-6.1-terra');
    expect(routing?.reason).toContain(`Passed over: blind ${why}.`);
  });

  test('pictures and functions at once, over Chat Completions, leave out models that call functions over Responses only', async () => {
    const content = [
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: PICTURE } },
    ];

    const { model, routing } = await ask(chat(content, { tools: [FUNCTION] }), {
      to: '/chat/completions',
      task: 'hard',
    });

    expect(model).toBe('gpt-6-sol');
    expect(routing?.reason).toContain('gpt-6.2-sol calls functions over Responses only');
  });

  test('a model that always reasons is not asked for no reasoning', async () => {
    const { model } = await ask({ ...hi, reasoning: { effort: 'none' } }, { task: 'hard' });

    expect(model).toBe('gpt-6-sol');
  });

  test('sound goes to the cheapest living model of the catalogue that takes it', async () => {
    const content = [{ type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } }];

    const { model, routing } = await ask(chat(content), { to: '/chat/completions' });

    expect(model).toBe('gpt-audio');
    expect(routing?.reason).toContain('gpt-6-luna takes no sound');
  });

  test('what no model can is refused, and each one says why', async () => {
    const content = [{ type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } }];

    const { result, model } = await ask({ input: [{ role: 'user', content }] });

    expect(model).toBeUndefined();
    expect(result.error).toMatchObject({ code: 'MODEL_AUTO_NONE_FITS' });
    expect(result.error?.message).toContain('gpt-6-luna takes no sound');
  });

  test('over 272,000 tokens, a model without the long price is taken if that is cheaper', async () => {
    const long = { input: 'word '.repeat(300_000) };
    const tiers = { standard: ['gpt-6.1-terra', 'flat'] };

    const short = await ask(hi, { task: 'standard', config: { routing: { tiers }, models: { catalogue } } });
    await host?.close();
    const { model } = await ask(long, {
      task: 'standard',
      config: { routing: { tiers }, models: { catalogue } },
    });

    expect([short.model, model]).toEqual(['gpt-6.1-terra', 'flat']);
  }, 30_000);
});

describe('models that end', () => {
  test('are never chosen: their replacements are', async () => {
    const tiers = { draft: 'gpt-3.5-turbo', standard: 'gpt-4o-mini', hard: 'gpt-6.2-sol' };

    const retired = await ask(hi, { task: 'draft', config: { routing: { tiers } } });
    await host?.close();
    const retiring = await ask(hi, { task: 'standard', config: { routing: { tiers } } });

    expect([retired.model, retiring.model]).toEqual(['gpt-6-luna', 'gpt-6-luna']);
  });

  test('leave their task to a harder one where nothing replaces them', async () => {
    const { model } = await ask(hi, {
      task: 'draft',
      config: { routing: { tiers: { draft: 'ended' } }, models: { catalogue } },
    });

    expect(model).toBe('gpt-6.1-terra');
  });
});

describe('a model that the key may not use', () => {
  test('is passed over, now and in later calls, for one that it may', async () => {
    [body, path] = [{ model: 'auto', ...hi, temperature: 1 }, '/responses'];
    host = await testHost({ plugins: [plugin] });
    const asked: unknown[] = [];
    host.openai.always('/responses', (request) => {
      asked.push(request.body?.model);
      return request.body?.model === 'gpt-6-luna'
        ? { status: 404, json: { error: { code: 'model_not_found', message: 'No access.' } } }
        : { json: { id: 'resp_1', object: 'response', model: request.body?.model, output: [], usage: null } };
    });

    const first = await host.callTool('ask-anything');
    const second = await host.callTool('ask-anything');

    expect([first.error, second.error]).toEqual([undefined, undefined]);
    expect(asked).toEqual(['gpt-6-luna', 'gpt-6.1-terra', 'gpt-6.1-terra']);
    expect(first._meta?.['openai-mcp-host/routing']).toMatchObject({
      model: 'gpt-6.1-terra',
      reason: expect.stringContaining('Passed over: gpt-6-luna is not there for this key.'),
      before: [{ model: 'gpt-6-luna' }],
    });
  });

  test('and whose stand-ins it may not use either, fails in the words of OpenAI', async () => {
    [body, path] = [{ model: 'auto', ...hi }, '/responses'];
    host = await testHost({ plugins: [plugin] });
    host.openai.always('/responses', {
      status: 404,
      json: { error: { code: 'model_not_found', message: 'No access.' } },
    });

    const { error } = await host.callTool('ask-anything');

    expect(error?.code).toBe('MODEL_NOT_FOUND');
    expect(host.openai.requests).toHaveLength(3);
  });
});

describe('money', () => {
  test('under a hard limit a model without a price is passed over', async () => {
    const tiers = { draft: ['unpriced', 'gpt-6-luna'] };

    const { model, routing } = await ask(hi, {
      task: 'draft',
      config: { routing: { tiers }, models: { catalogue }, budget: { perDay: 1 } },
    });

    expect(model).toBe('gpt-6-luna');
    expect(routing?.reason).toContain('unpriced has no known price, and a hard limit holds');
  });

  test('a budget refuses what the chosen model would cost, and the choice is still told', async () => {
    const { result, routing, model } = await ask(hi, {
      task: 'hard',
      config: { budget: { perCall: 0.001 } },
    });

    expect(result.error?.code).toBe('BUDGET_EXCEEDED');
    expect(routing).toMatchObject({ model: 'gpt-6.2-sol' });
    expect(model).toBeUndefined();
  });

  test('usage names what was asked for and what answered, at its price', async () => {
    const { result } = await ask(hi, { task: 'draft' });

    expect(result._meta?.['openai-mcp-host/usage']).toMatchObject({
      requestedModel: 'auto',
      model: 'gpt-6-luna',
      costUsd: (10 * 0.1 + 5 * 0.5) / 1e6,
    });
  });
});

describe('other endpoints and providers', () => {
  test.each(['/embeddings', '/images/generations', '/moderations', '/audio/speech'])(
    '%s wants a model by name',
    async (to) => {
      const { result, model } = await ask({ input: 'x', prompt: 'x' }, { to });

      expect(result.error).toMatchObject({ code: 'MODEL_AUTO_UNSUPPORTED' });
      expect(model).toBeUndefined();
    },
  );

  const openai = { baseURL: 'http://127.0.0.1:11434/v1' };

  test('another provider has tiers only where they are configured', async () => {
    const { result } = await ask(hi, { config: { openai } });

    expect(result.error).toMatchObject({ code: 'MODEL_AUTO_UNSUPPORTED' });
    expect(result.error?.message).toContain('127.0.0.1:11434');
  });

  test('its models need not be known, and a task without a model has that of another', async () => {
    const config = { openai, routing: { tiers: { standard: 'llama3.3', hard: 'gpt-3.5-turbo' } } };

    const draft = await ask(looking(), { task: 'draft', config });
    await host?.close();
    const hard = await ask(hi, { task: 'hard', config });

    expect([draft.model, hard.model]).toEqual(['llama3.3', 'gpt-3.5-turbo']);
  });

  test('auto itself may be the name of a model there', async () => {
    const { model } = await ask(hi, { config: { openai, routing: { tiers: { standard: 'auto' } } } });

    expect(model).toBe('auto');
  });
});
