import { definePlugin } from 'openai-mcp-host/plugin';
import { answers, type RecordedRequest, type TestHost, testHost } from 'openai-mcp-host/testing';
import { afterEach, expect, test } from 'vitest';
import { CompareModels } from '../../plugins/text/compare-models.tool.js';
import text from '../../plugins/text/plugin.js';

const LUNA = 'gpt-6-luna';
const SOL = 'gpt-6.2-sol';
const ASTRA = 'gpt-6.2-astra';

interface Row {
  model: string;
  text?: string;
  error?: { code: string; message: string };
  seconds: number;
  costUsd?: number | null;
}

let host: TestHost;
const start = async (config: object = {}) => {
  host = await testHost({
    plugins: [definePlugin({ ...text, tools: [CompareModels] })],
    config: { ...config },
  });
};
const compare = (input: object = {}, call = {}) =>
  host.callTool<{ answers: Row[] }>(
    'compare-models',
    { prompt: 'Why?', models: [LUNA, SOL], ...input },
    call,
  );
const byModel = (replies: Record<string, ReturnType<typeof answers.text>>) => (request: RecordedRequest) => {
  const reply = replies[request.body.model]!;
  return typeof reply === 'function' ? reply(request) : reply;
};

afterEach(() => host.close());

test('sets the answers side by side, in the order asked for, with time, tokens and cost of each', async () => {
  await start();
  host.openai.always(
    '/responses',
    byModel({ [LUNA]: answers.text('Because.'), [SOL]: answers.text('Why not?') }),
  );

  const { structured, text: words, usage } = await compare({ system: 'Be brief.', max_tokens: 50 });

  expect(structured?.answers).toEqual([
    {
      model: LUNA,
      text: 'Because.',
      seconds: expect.any(Number),
      inputTokens: 10,
      outputTokens: 5,
      costUsd: 0.0000035,
    },
    {
      model: SOL,
      text: 'Why not?',
      seconds: expect.any(Number),
      inputTokens: 10,
      outputTokens: 5,
      costUsd: 0.00007,
    },
  ]);
  expect(usage.costUsd).toBeCloseTo(0.0000735, 9);
  expect(words).toMatch(/\| gpt-6-luna \| \d+\.\d s \| 10 in, 5 out \| \$0\.00000350 \|/);
  expect(words).toContain('## gpt-6.2-sol\n\nWhy not?');
  expect(host.openai.requests.map(({ body }) => body.input)).toEqual(
    Array(2).fill([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Why?' },
    ]),
  );
});

test('asks all models at once, and tells of each that is done', async () => {
  await start();
  const arrived: string[] = [];
  let all = () => {};
  const everybodyIsHere = new Promise<void>((resolve) => (all = resolve));
  host.openai.always('/responses', async (request) => {
    if (arrived.push(request.body.model) === 3) all();
    await everybodyIsHere;
    return byModel({ [LUNA]: answers.text('1'), [SOL]: answers.text('2'), [ASTRA]: answers.text('3') })(
      request,
    );
  });

  const { progress } = await compare({ models: [LUNA, SOL, ASTRA] });

  expect(progress.map(({ message }) => message).sort()).toEqual([
    'gpt-6-luna has answered.',
    'gpt-6.2-astra has answered.',
    'gpt-6.2-sol has answered.',
  ]);
});

test.each([
  ['is out of requests', answers.rateLimited(7), 'RATE_LIMITED'],
  ['is not there', answers.error(404, 'model_not_found'), 'MODEL_NOT_FOUND'],
  ['breaks down', answers.error(500, 'server_error'), 'UPSTREAM_FAILED'],
])('keeps the other answers where one model %s', async (_, failure, code) => {
  await start();
  host.openai.always('/responses', byModel({ [LUNA]: answers.text('Because.'), [SOL]: failure }));

  const { structured, text: words } = await compare();

  expect(structured?.answers).toMatchObject([{ text: 'Because.' }, { model: SOL, error: { code } }]);
  expect(structured?.answers[1]).not.toHaveProperty('costUsd');
  expect(words).toContain(`| gpt-6.2-sol | `);
  expect(words).toContain(code);
});

test('keeps the other answers where the budget has no room for one model', async () => {
  await start({ budget: { limits: [{ scope: 'model', match: ASTRA, window: 'day', usd: 0.0001 }] } });
  host.openai.always('/responses', byModel({ [LUNA]: answers.text('Because.') }));

  const { structured } = await compare({ models: [ASTRA, LUNA] });

  expect(structured?.answers).toMatchObject([{ error: { code: 'BUDGET_EXCEEDED' } }, { text: 'Because.' }]);
  expect(host.openai.requests).toHaveLength(1);
});

test('says what became of each model where none answers', async () => {
  await start();
  host.openai.always(
    '/responses',
    byModel({ [LUNA]: answers.rateLimited(7), [SOL]: answers.error(500, 'server_error') }),
  );

  const { error } = await compare();

  expect(error).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 7 });
  expect(error?.message).toMatch(/gpt-6-luna: .+ gpt-6\.2-sol: /);
});

test('tells a cut answer and a refusal from whole ones', async () => {
  await start();
  const cut = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
  const refusal = [{ type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] }];
  const body = (more: object) => answers.json({ ...whole('Half an'), ...more });
  host.openai.always('/responses', byModel({ [LUNA]: body(cut), [SOL]: body({ output: refusal }) }));

  const { structured, text: words } = await compare();

  expect(structured?.answers).toMatchObject([
    { text: 'Half an', finish_reason: 'length' },
    { error: { code: 'CONTENT_REFUSED' } },
  ]);
  expect(words).toContain('(cut: length)');
});

test('is cancelled with all that is under way', async () => {
  await start();
  const gone: Promise<void>[] = [];
  const stop = new AbortController();
  host.openai.always('/responses', (request) => {
    if (request.body.model === LUNA)
      return (answers.text('Because.') as (r: RecordedRequest) => object)(request);
    gone.push(request.closed);
    setImmediate(() => stop.abort());
    return { hang: true };
  });

  const cancelled = compare({}, { signal: stop.signal });

  await expect(cancelled).rejects.toThrow();
  await Promise.all(gone);
  expect(gone).toHaveLength(1);
});

test('answers of a megabyte each still come back as one message that fits', async () => {
  await start();
  const long = 'word '.repeat(200_000);
  host.openai.always('/responses', byModel({ [LUNA]: answers.text(long), [SOL]: answers.text(long) }));

  const result = await host.client.callTool({
    name: 'compare-models',
    arguments: { prompt: 'Why?', models: [LUNA, SOL] },
  });

  expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(1024 * 1024);
  expect(JSON.stringify(result.content)).toContain('resource_link');
});

test('compares at once what several callers ask, without mixing their answers or costs', async () => {
  await start();
  host.openai.always('/responses', (request) =>
    (
      answers.text(`${request.body.model}: ${request.body.input[0].content}`) as (
        r: RecordedRequest,
      ) => object
    )(request),
  );

  const results = await Promise.all([1, 2, 3, 4].map((each) => compare({ prompt: `Question ${each}` })));

  expect(results.map(({ structured }) => structured?.answers.map((row) => row.text))).toEqual(
    [1, 2, 3, 4].map((each) => [`${LUNA}: Question ${each}`, `${SOL}: Question ${each}`]),
  );
  expect(results.map(({ structured }) => structured?.answers.map((row) => row.costUsd))).toEqual(
    Array(4).fill([0.0000035, 0.00007]),
  );
});

const whole = (words: string): Record<string, unknown> => ({
  id: 'resp_1',
  object: 'response',
  status: 'completed',
  model: 'gpt-test',
  output: [
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: words, annotations: [] }] },
  ],
  usage: { input_tokens: 10, output_tokens: 5, total_tokens: 15 },
});
