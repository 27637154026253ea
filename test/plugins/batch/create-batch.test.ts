import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BatchHost, batchHost } from './batch-host.js';

let host: BatchHost;
beforeEach(async () => {
  host = await batchHost();
});
afterEach(() => host.close());

const line = (custom_id: string, body: object = { input: 'Hi' }, more: object = {}) =>
  JSON.stringify({ custom_id, method: 'POST', url: '/v1/responses', body, ...more });

async function file(lines: string | Iterable<string>, name = 'lines.jsonl'): Promise<string> {
  const path = join(host.dataFolder, 'files', name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof lines === 'string' ? lines : [...lines].join('\n'));
  return path;
}
const dataUrl = (lines: string[]) =>
  `data:application/jsonl;base64,${Buffer.from(lines.join('\n')).toString('base64')}`;

test('texts become the requests of one batch, each as it would be sent by itself', async () => {
  const { structured, text } = await host.call('create-batch', {
    requests: ['Hi', { custom_id: 'second', body: { input: 'Ho', max_output_tokens: 50 } }],
    metadata: { run: 'one' },
    output_expires_after: { seconds: 3600 },
  });

  const [lines] = await host.uploads();
  const created = host.openai.requests.find(({ path }) => path === '/batches')?.body;
  expect(lines).toEqual([
    {
      custom_id: 'request-1',
      method: 'POST',
      url: '/v1/responses',
      body: { model: 'gpt-6-luna', input: 'Hi', max_output_tokens: expect.any(Number) },
    },
    {
      custom_id: 'second',
      method: 'POST',
      url: '/v1/responses',
      body: { model: 'gpt-6-luna', input: 'Ho', max_output_tokens: 50 },
    },
  ]);
  expect(created).toEqual({
    input_file_id: expect.stringMatching(/^file-/),
    endpoint: '/v1/responses',
    completion_window: '24h',
    metadata: { run: 'one', 'openai-mcp-host': expect.any(String) },
    output_expires_after: { anchor: 'created_at', seconds: 3600 },
  });
  expect(structured).toMatchObject({ status: 'validating', counts: { total: 2 }, metadata: { run: 'one' } });
  expect(text).toContain(structured.id);
});

test.each([
  ['/v1/responses', 'Hi', /Hi/],
  ['/v1/chat/completions', 'Hi', /Hi/],
  ['/v1/embeddings', 'Hi', /1 vector of 1536 numbers/],
  ['/v1/moderations', 'I love the sea.', /not flagged/],
  ['/v1/images/generations', 'A cat', /1 picture/],
])('%s is asked in a batch, answered, and booked at half its price', async (endpoint, ask, said) => {
  const { structured } = await host.call('create-batch', {
    endpoint,
    requests: [ask],
    ...(endpoint.includes('images') && { defaults: { quality: 'low', size: '1024x1024' } }),
  });

  const ended = await host.untilEnded(structured.id);
  const results = await host.call('get-batch-results', { id: structured.id });

  expect(ended.structured).toMatchObject({
    status: 'completed',
    counts: { total: 1, completed: 1, failed: 0 },
    cost_usd: expect.any(Number),
  });
  expect(ended.structured.cost_is_most).toBeUndefined();
  expect(ended.structured.cost_usd > 0).toBe(endpoint !== '/v1/moderations');
  expect(results.structured.results).toEqual([{ custom_id: 'request-1', text: expect.stringMatching(said) }]);
  expect(results.files).toHaveLength(endpoint.includes('images') ? 2 : 1);
});

test('what the model would refuse is changed in every line, and said once', async () => {
  const { text } = await host.call('create-batch', {
    requests: ['a', 'b', 'c'],
    defaults: { model: 'gpt-4-turbo', temperature: 0.5, service_tier: 'priority' },
  });

  const [lines] = await host.uploads();
  const [{ body }] = lines!;
  expect(body.model).not.toBe('gpt-4-turbo');
  expect(body.service_tier).toBeUndefined();
  expect(text).toMatch(/OpenAI shut gpt-4-turbo down on .* \(3 requests\)/);
  expect(text).toMatch(/service_tier was left out.* \(3 requests\)/);
});

test('a file is taken as it is: its url, its ids, empty lines and a byte order mark', async () => {
  const path = await file(`\ufeff${line('a')}\r\n\r\n${line('b')}\r\n`);

  const { structured } = await host.call('create-batch', { file: path });

  expect(structured).toMatchObject({ endpoint: '/v1/responses', counts: { total: 2 } });
  expect((await host.uploads())[0]?.map(({ custom_id }) => custom_id)).toEqual(['a', 'b']);
});

describe('faults are told all at once, each with its line, and nothing is sent', () => {
  test('in a file', async () => {
    const { code, text } = await host.call('create-batch', {
      file: dataUrl([
        line('a'),
        line('a'),
        line('c', { input: 'Hi' }, { url: '/v1/audio/speech' }),
        line('d', { input: 'Hi' }, { url: '/v1/embeddings' }),
        line('e', { input: 'Hi' }, { method: 'GET' }),
        line('f', {}),
        '{"custom_id": "g", "met',
        '[1]',
        JSON.stringify({ method: 'POST', url: '/v1/responses', body: { input: 'Hi' } }),
        line('j', { input: 'Hi', model: 'gpt-6.2-sol' }),
        line('k', { input: 'Hi', stream: true }),
        line('l', { input: 'Hi', model: 'auto' }),
        JSON.stringify({ custom_id: 'm', method: 'POST', url: '/v1/responses' }),
      ]),
    });

    expect(code).toBe('BATCH_LINES_INVALID');
    const faults = [
      /Line 2: custom_id "a" is that of Line 1 already/,
      /Line 3: url has to be one of/,
      /Line 4: url is \/v1\/embeddings, and all of a batch have one: \/v1\/responses/,
      /Line 5: method has to be POST/,
      /Line 6: body has no input and no prompt/,
      /Line 7: This is not JSON/,
      /Line 8: This is no JSON object/,
      /Line 9: custom_id is missing/,
      /Line 10: model is gpt-6.2-sol, and all of a batch have one: gpt-6-luna/,
      /Line 11: stream is not for batches/,
      /Line 12: model auto/,
      /Line 13: body is missing/,
    ];
    for (const fault of faults) expect(text).toMatch(fault);
    expect(host.openai.requests).toEqual([]);
  });

  test('in requests', async () => {
    const { code, text } = await host.call('create-batch', {
      requests: [
        { custom_id: 'a', body: { input: 'Hi' } },
        { custom_id: 'a', body: { messages: [] } },
      ],
    });

    expect(code).toBe('BATCH_LINES_INVALID');
    expect(text).toMatch(/requests\[1\]: custom_id "a" is that of requests\[0\] already/);
  });

  test('of which there are many: the first are shown, all are counted', async () => {
    const { text } = await host.call('create-batch', { file: dataUrl(Array(100).fill('{')) });

    expect(text).toMatch(/Line 20: This is not JSON/);
    expect(text).not.toMatch(/Line 21:/);
    expect(text).toMatch(/And 80 more/);
  });
});

test.each([
  ['nothing', {}, 'PARAMETERS_CONFLICT', /one of them/],
  ['requests beside a file', { requests: ['a'], file: 'b' }, 'PARAMETERS_CONFLICT', /one of them/],
  ['no request', { requests: [] }, 'INPUT_INVALID', /requests/],
  ['an empty text', { requests: [''] }, 'INPUT_INVALID', /requests/],
  ['an empty file', { file: dataUrl(['', '']) }, 'BATCH_LINES_INVALID', /There is no request in it/],
  ['a file that is not there', { file: '/nowhere/lines.jsonl' }, 'PATH_NOT_ALLOWED', /outside/],
  [
    'an endpoint without batches',
    { requests: ['a'], endpoint: '/v1/audio/speech' },
    'INPUT_INVALID',
    /endpoint/,
  ],
  [
    'metadata that is too long',
    { requests: ['a'], metadata: { a: 'a'.repeat(513) } },
    'INPUT_INVALID',
    /512/,
  ],
  ['an end too soon', { requests: ['a'], output_expires_after: { seconds: 60 } }, 'INPUT_INVALID', /seconds/],
])('%s is refused', async (_, input, expected, words) => {
  const { code, text } = await host.call('create-batch', input);

  expect(code).toBe(expected);
  expect(text).toMatch(words);
  expect(host.openai.requests).toEqual([]);
});

test('a file of 3 GB is refused unread', async () => {
  const path = await file('');
  await truncate(path, 3 * 1024 ** 3);

  const { code } = await host.call('create-batch', { file: path });

  expect(code).toBe('FILE_TOO_LARGE');
});

test('more than 50,000 requests are refused', { timeout: 60_000 }, async () => {
  const path = await file(Array.from({ length: 50_001 }, (_, at) => line(String(at))));

  const { code, text } = await host.call('create-batch', { file: path });

  expect(code).toBe('BATCH_LINES_INVALID');
  expect(text).toMatch(/Line 50001: A batch has at most 50000 requests/);
});

test('more than 50,000 inputs of embeddings are refused, however few the requests', async () => {
  const inputs = Array(2000).fill('a');
  const lines = Array.from({ length: 26 }, (_, at) =>
    line(String(at), { input: inputs }, { url: '/v1/embeddings' }),
  );

  const { code, text } = await host.call('create-batch', { file: await file(lines) });

  expect(code).toBe('BATCH_LINES_INVALID');
  expect(text).toMatch(/Line 26: .*at most 50000 inputs in all/);
});

test('under a hard limit a batch that may cost more than is left is not created', async () => {
  await host.close();
  host = await batchHost({ config: { budget: { total: 0.0001 } } });

  const { code } = await host.call('create-batch', { requests: ['Hi'] });

  expect(code).toBe('BUDGET_EXCEEDED');
  expect(host.asked()).toEqual(['POST /files']);
});

test.each([
  ['Azure', { baseURL: 'https://a.openai.azure.com/openai/v1' }, []],
  ['a server without them', { baseURL: 'http://localhost:11434/v1' }, ['POST /files']],
])('%s is told to have no batches', async (_, openai, asked) => {
  await host.close();
  host = await batchHost({ config: { openai } });
  host.openai.always('POST /files', { status: 404, json: { error: { message: 'No.' } } });
  host.openai.reply('POST /files', { status: 404, json: { error: { message: 'No.' } } });

  const { code } = await host.call('create-batch', { requests: ['Hi'], defaults: { model: 'llama' } });

  expect(code).toBe('BATCHES_UNSUPPORTED');
  expect(host.asked()).toEqual(asked);
  host.openai.problems();
});
