import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BatchHost, batchHost } from './batch-host.js';

let host: BatchHost;
beforeEach(async () => {
  host = await batchHost();
});
afterEach(() => host.close());

const bad = (custom_id: string) => ({ custom_id, body: { input: 'Hi', max_output_tokens: 1 } });
const good = (custom_id: string) => ({ custom_id, body: { input: `This is ${custom_id}` } });

async function ended(requests: unknown[]): Promise<string> {
  const { structured } = await host.call('create-batch', { requests });
  await host.untilEnded(structured.id);
  return structured.id;
}
const contentOf = async (uri: string) => readFile(fileURLToPath(uri), 'utf8');

describe('the results of a batch', () => {
  test('stand in the order of the requests, failures among them, and whole in a file', async () => {
    const id = await ended([good('a'), bad('b'), good('c')]);

    const { structured, text, files } = await host.call('get-batch-results', { id });
    const again = await host.call('get-batch-results', { id });

    expect(structured.results).toEqual([
      { custom_id: 'a', text: expect.stringContaining('This is a') },
      { custom_id: 'b', error: expect.stringContaining('max_output_tokens') },
      { custom_id: 'c', text: expect.stringContaining('This is c') },
    ]);
    expect(text).toMatch(/## b\nFailed: /);
    expect(again.files).toEqual(files);
    const lines = (await contentOf(files[0]!)).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { custom_id: 'a', status: 200, error: null, request: { input: 'This is a' } },
      { custom_id: 'b', status: 400, response: null, request: { input: 'Hi' } },
      { custom_id: 'c', status: 200, response: { object: 'response' } },
    ]);
  });

  test('come page by page, only the failed ones, and as CSV', async () => {
    const id = await ended([good('a'), bad('=b'), good('c'), bad('d')]);

    const page = await host.call('get-batch-results', { id, offset: 1, limit: 2 });
    const failed = await host.call('get-batch-results', { id, failed_only: true, format: 'csv' });

    const idsOf = ({ structured }: typeof page) =>
      structured.results.map((row: { custom_id: string }) => row.custom_id);
    expect(idsOf(page)).toEqual(['=b', 'c']);
    expect(page.structured.next_offset).toBe(3);
    expect(idsOf(failed)).toEqual(['=b', 'd']);
    expect(failed.structured.next_offset).toBeUndefined();
    const csv = await contentOf(failed.files[0]!);
    expect(csv.split('\r\n')[0]).toBe('custom_id,text,error');
    expect(csv).toMatch(/^'=b,,/m);
  });

  test('are made anew where OpenAI has the input no more, by the ids alone', async () => {
    const { structured } = await host.call('create-batch', { requests: [good('a')] });
    const gone = { status: 404, json: { error: { message: 'No such File object.' } } };
    const { input_file_id: input } = host.openai.requests.find(({ path }) => path === '/batches')!.body;
    host.openai.reply(`GET /files/${input}/content`, gone);
    await host.untilEnded(structured.id);

    const { structured: found } = await host.call('get-batch-results', { id: structured.id });

    expect(found.results).toHaveLength(1);
    expect(await contentOf(found.file)).toContain('"request":null');
  });

  test('are not there before the end', async () => {
    const { structured } = await host.call('create-batch', { requests: [good('a')] });

    const { code, text } = await host.call('get-batch-results', { id: structured.id });

    expect(code).toBe('BATCH_NOT_DONE');
    expect(text).toMatch(/get-batch with wait_seconds/);
  });

  test.each(['get-batch', 'get-batch-results', 'cancel-batch', 'retry-batch'])(
    '%s does not know the batch of somebody else',
    async (tool) => {
      const { code } = await host.call(tool, { id: 'batch_of_another' });

      expect(code).toBe('BATCH_NOT_FOUND');
      expect(host.openai.requests).toEqual([]);
    },
  );
});

test('a batch that OpenAI refuses as a whole is told with its lines, costs nothing, and has no results', async () => {
  const { structured } = await host.call('create-batch', { requests: [good('a')] });
  const failed = {
    ...{ id: structured.id, object: 'batch', endpoint: '/v1/responses', status: 'failed' },
    ...{ input_file_id: 'file-1', completion_window: '24h', created_at: 1_795_000_000 },
    request_counts: { total: 0, completed: 0, failed: 0 },
    errors: { object: 'list', data: [{ code: 'model_not_found', line: 1, message: 'No such model.' }] },
  };
  host.openai.always(`GET /batches/${structured.id}`, { json: failed });
  host.openai.reply(`GET /batches/${structured.id}`, ...Array(4).fill({ json: failed }));

  const { structured: seen, text } = await host.call('get-batch', { id: structured.id });
  const results = await host.call('get-batch-results', { id: structured.id });

  expect(seen).toMatchObject({ status: 'failed', cost_usd: 0, errors: [{ line: 1 }] });
  expect(text).toMatch(/Line 1: No such model/);
  expect(results.code).toBe('BATCH_FAILED');
  host.openai.problems();
});

describe('a batch that is tried again', () => {
  test('sends what failed, and nothing else, once', async () => {
    const id = await ended([good('a'), bad('b'), bad('c')]);

    const retry = await host.call('retry-batch', { id });
    const twice = await host.call('retry-batch', { id });

    const uploads = await host.uploads();
    expect(uploads).toHaveLength(2);
    expect(uploads[1]?.map(({ custom_id }) => custom_id)).toEqual(['b', 'c']);
    expect(twice.structured.id).toBe(retry.structured.id);
    expect(twice.text).toMatch(/created before/);
  });

  test('has nothing to send where all was answered', async () => {
    const id = await ended([good('a')]);

    expect((await host.call('retry-batch', { id })).code).toBe('NOTHING_TO_RETRY');
  });
});

test('a batch that is cancelled keeps what was done, and is charged for that', async () => {
  const { structured } = await host.call('create-batch', {
    requests: ['a', 'b', 'c', 'd'].map(good),
  });
  const { id } = structured;
  for (let look = 0; look < 2; look += 1) await host.call('get-batch', { id });

  await host.call('cancel-batch', { id });
  const seen = await host.untilEnded(id);
  const { structured: found } = await host.call('get-batch-results', { id });

  expect(seen.structured).toMatchObject({ status: 'cancelled', counts: { total: 4, failed: 0 } });
  expect(seen.structured.cost_usd).toBeGreaterThan(0);
  expect(found.results).toHaveLength(4);
  expect(found.results.at(-1)).toEqual({ custom_id: 'd', error: expect.stringMatching(/^not_done/) });
});

test('a batch is a job too, and stands in the list of batches', async () => {
  const { structured } = await host.call('create-batch', { requests: [good('a')] });
  await host.untilEnded(structured.id);

  const job = await host.call('get-job', { id: structured.job });
  const list = await host.call('list-batches');

  expect(job.structured).toMatchObject({ status: 'completed', data: { batch: structured.id } });
  expect(job.structured.cost_usd).toBeGreaterThan(0);
  expect(list.structured).toMatchObject({ batches: [{ id: structured.id, status: 'completed' }] });
});
