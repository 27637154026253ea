import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { startUploadingOpenAI } from '../../support/uploading-openai.js';
import { type StoresHost, storesHost } from './stores-host.js';

let sandbox: Sandbox;
let host: StoresHost;

beforeAll(async () => {
  sandbox = await startSandbox();
  host = await storesHost(sandbox.baseURL);
});
afterAll(async () => {
  await host.close();
  await sandbox.stop();
});

type Added = { id: string; status: string; file_counts: Record<string, number>; failed: { code: string }[] };

const store = async (input: object = { name: 'Notes' }) =>
  (await host.callTool<{ id: string }>('create-vector-store', input)).structured!.id;
const add = (vector_store_id: string, input: object) =>
  host.callTool<Added>('add-to-vector-store', { vector_store_id, ...input });
const sent = (count: number, path: RegExp) =>
  sandbox
    .requests()
    .slice(count)
    .filter((request) => path.test(`${request.method} ${request.path}`));

describe('create-vector-store', () => {
  it('creates a store that expires, with what is known of it', async () => {
    const { structured, text } = await host.callTool('create-vector-store', {
      name: 'Law',
      metadata: { owner: 'ada' },
      expires_after: { anchor: 'last_active_at', days: 7 },
    });

    expect(structured).toMatchObject({ name: 'Law', status: 'completed', metadata: { owner: 'ada' } });
    expect(text).toMatch(/^vs_\w+ · Law · completed · 0 of 0 files indexed · 0 bytes · expires \d{4}-/);
  });

  it.each([
    [
      '17 keys',
      { metadata: Object.fromEntries([...Array(17).keys()].map((at) => [`k${at}`, 'v'])) },
      'ATTRIBUTES_INVALID',
    ],
    ['a long text', { metadata: { k: 'x'.repeat(513) } }, 'ATTRIBUTES_INVALID'],
    ['too many days', { expires_after: { anchor: 'last_active_at', days: 366 } }, 'INPUT_INVALID'],
    ['an unknown file', { file_ids: ['file-none'] }, 'FILE_ID_UNKNOWN'],
  ])('refuses %s', async (_, input, code) => {
    const { error } = await host.callTool('create-vector-store', input);

    expect(error?.code).toBe(code);
  });
});

describe('add-to-vector-store', () => {
  it('uploads files, adds them with attributes, and tells how far it is', async () => {
    const id = await store();
    const files = [
      await host.put('bees.md', 'Bees make honey from nectar.'),
      await host.put('ice.md', 'Ice floats.'),
    ];

    const { structured, text, progress } = await add(id, {
      files,
      attributes: { topic: 'nature', year: 2026, kept: true },
    });
    const listed = await host.callTool('list-vector-stores', { vector_store_id: id });

    expect(structured).toMatchObject({ status: 'completed', file_counts: { completed: 2, total: 2 } });
    expect(text).toContain('2 of 2 files are indexed');
    expect(progress.map(({ message }) => message)).toContain('Uploaded 2 of 2 files');
    expect(listed.structured).toMatchObject({
      data: [
        { status: 'completed', attributes: { topic: 'nature', year: 2026, kept: true } },
        { status: 'completed' },
      ],
    });
  });

  it('uploads no file twice', async () => {
    const id = await store();
    const files = [await host.put('once.md', 'Once and only once.')];
    await add(id, { files });
    const before = sandbox.requests().length;

    await add(id, { files });

    expect(sent(before, /POST .*\/files$/)).toEqual([]);
    expect(sent(before, /POST .*file_batches$/)).toHaveLength(1);
  });

  it('names each file that could not be indexed, and why', async () => {
    const id = await store();
    const files = [
      await host.put('fine.md', 'Fine.'),
      await host.put('a.zip', 'PK'),
      await host.put('blank.txt', '  '),
    ];

    const { structured, text, isError } = await add(id, { files });

    expect(isError).toBeUndefined();
    expect(structured!.failed.map(({ code }) => code).toSorted()).toEqual([
      'invalid_file',
      'unsupported_file',
    ]);
    expect(text).toMatch(/1 of 3 files are indexed\. 2 of 3 files could not be indexed: file-\w+: The file/);
  });

  it('adds the others where one can not be uploaded', async () => {
    const id = await store();
    const files = [await host.put('good.md', 'Good.'), await host.put('empty.md', ''), '/etc/hostname'];

    const { structured, notes } = await add(id, { files });

    expect(structured).toMatchObject({
      file_counts: { total: 1 },
      not_uploaded: [{ code: 'FILE_EMPTY' }, { code: 'PATH_NOT_ALLOWED' }],
    });
    expect(notes.join()).toContain('empty.md was not uploaded (FILE_EMPTY)');
  });

  it('goes on as a job where it lasts longer than the call waits', async () => {
    const id = await store();
    const files = [];
    for (const name of ['1', '2', '3', '4', '5']) files.push(await host.put(`${name}.md`, `Number ${name}`));

    const { structured, text } = await add(id, { files, wait_seconds: 0 });
    const job = await host.callTool<{ status: string }>('get-job', { id: structured!.id, wait_seconds: 60 });

    expect(structured).toMatchObject({ status: 'in_progress' });
    expect(text).toContain('0 of 5 files read');
    expect(job.structured).toMatchObject({ status: 'completed', data: { file_counts: { completed: 5 } } });
  });

  it('is stopped as a job', async () => {
    const id = await store();
    const { structured } = await add(id, { files: [await host.put('stop.md', 'Stop.')], wait_seconds: 0 });

    const cancelled = await host.callTool('cancel-job', { id: structured!.id });

    expect(cancelled.structured).toMatchObject({
      status: 'cancelled',
      data: { file_counts: { cancelled: 1 } },
    });
    expect(cancelled.text).toContain('Adding files costs nothing');
    expect(cancelled.text).not.toContain('does not say what it cost');
  });

  it('says where the store was deleted meanwhile', async () => {
    const id = await store();
    const { structured } = await add(id, { files: [await host.put('gone.md', 'Gone.')], wait_seconds: 0 });
    await fetch(`${sandbox.baseURL}/vector_stores/${id}`, { method: 'DELETE' });

    const job = await host.callTool('get-job', { id: structured!.id });

    expect(job.structured).toMatchObject({ status: 'expired', data: { problem: { code: 'JOB_EXPIRED' } } });
  });

  it.each([
    ['no file', async () => ({}), 'PARAMETERS_CONFLICT'],
    ['an unknown file', async () => ({ file_ids: ['file-none'] }), 'FILE_ID_UNKNOWN'],
    [
      '513 MB and a bit by 8 GB',
      async () => ({ files: [await host.putSparse('9.txt', 9 * 1024 ** 3)] }),
      'FILE_TOO_LARGE',
    ],
    [
      'a file outside the allowed folders alone',
      async () => ({ files: ['/etc/hostname'] }),
      'PATH_NOT_ALLOWED',
    ],
    [
      '17 attributes',
      async () => ({
        file_ids: ['file-1'],
        attributes: Object.fromEntries([...Array(17).keys()].map((at) => [`k${at}`, at])),
      }),
      'ATTRIBUTES_INVALID',
    ],
    [
      'an attribute that is a list',
      async () => ({ file_ids: ['file-1'], attributes: { a: [] } }),
      'INPUT_INVALID',
    ],
    [
      'chunks that overlap by more than half',
      async () => ({
        file_ids: ['file-1'],
        chunking_strategy: {
          type: 'static',
          static: { max_chunk_size_tokens: 200, chunk_overlap_tokens: 101 },
        },
      }),
      'PARAMETERS_CONFLICT',
    ],
  ])('refuses %s, and adds nothing', async (_, input, code) => {
    const id = await store();
    const before = sandbox.requests().length;

    const { error } = await add(id, await input());

    expect(error?.code).toBe(code);
    expect(sent(before, /POST .*\/files$/)).toEqual([]);
  });

  it('uploads nothing for a store that is not there', async () => {
    const before = sandbox.requests().length;

    const { error } = await add('vs_none', { files: [await host.put('lost.md', 'Lost.')] });

    expect(error?.code).toBe('VECTOR_STORE_UNKNOWN');
    expect(sent(before, /^POST/)).toEqual([]);
  });
});

describe('search-vector-store', () => {
  let id: string;
  beforeAll(async () => {
    id = await store();
    await add(id, {
      files: [await host.put('animals.md', 'Bees make honey from nectar.')],
      attributes: { topic: 'animals' },
    });
    await add(id, {
      files: [await host.put('matter.md', 'Ice floats on water.')],
      attributes: { topic: 'matter' },
    });
  });

  it('finds passages with file, score and attributes, for its fee', async () => {
    const { structured, text, usage } = await host.callTool('search-vector-store', {
      vector_store_id: id,
      query: 'honey of bees',
      max_num_results: 5,
    });

    expect(structured).toMatchObject({
      results: [
        { filename: 'animals.md', text: 'Bees make honey from nectar.', attributes: { topic: 'animals' } },
      ],
    });
    expect(text).toMatch(/^\[1\] animals\.md \(file-\w+\), score 0\.\d{3}\nBees make honey/);
    expect(usage.costUsd).toBe(0.0025);
  });

  it('sends filters, ranking and rewriting as OpenAI has them, and says what was searched for', async () => {
    const before = sandbox.requests().length;
    const filters = { type: 'and', filters: [{ type: 'in', key: 'topic', value: ['matter'] }] };

    const { structured, notes } = await host.callTool<{ results: { filename: string }[] }>(
      'search-vector-store',
      {
        vector_store_id: id,
        query: 'What is ice?',
        filters,
        rewrite_query: true,
        ranking_options: { ranker: 'none', score_threshold: 0.01 },
      },
    );

    expect(structured!.results.map(({ filename }) => filename)).toEqual(['matter.md']);
    expect(notes).toContain('Searched for: ice');
    expect(sent(before, /search$/)[0]!.body).toEqual({
      query: 'What is ice?',
      filters,
      max_num_results: 10,
      rewrite_query: true,
      ranking_options: { ranker: 'none', score_threshold: 0.01 },
    });
  });

  it('is refused where its fee is above the budget', async () => {
    const poor = await storesHost(sandbox.baseURL, { config: { budget: { perCall: 0.002 } } });
    const before = sandbox.requests().length;

    const { error } = await poor.callTool('search-vector-store', { vector_store_id: id, query: 'honey' });
    await poor.close();

    expect(error?.code).toBe('BUDGET_EXCEEDED');
    expect(sent(before, /search$/)).toEqual([]);
  });

  it.each([
    ['a filter without a value', { type: 'eq', key: 'topic' }, 'FILTER_INVALID'],
    ['a combination of nothing', { type: 'and' }, 'FILTER_INVALID'],
    ['one value for a list', { type: 'in', key: 'topic', value: 'matter' }, 'FILTER_INVALID'],
    ['an unknown comparison', { type: 'like', key: 'topic', value: 'm' }, 'INPUT_INVALID'],
  ])('refuses %s', async (_, filters, code) => {
    const { error } = await host.callTool('search-vector-store', {
      vector_store_id: id,
      query: 'a',
      filters,
    });

    expect(error?.code).toBe(code);
  });
});

describe('delete-vector-store', () => {
  it('deletes a store once the person has agreed, and leaves its files', async () => {
    const id = await store({ name: 'Old' });
    const asking = await storesHost(sandbox.baseURL, { answer: 'accept' });

    const { structured, text } = await asking.callTool('delete-vector-store', { vector_store_id: id });
    const { error } = await asking.callTool('list-vector-stores', { vector_store_id: id });
    await asking.close();

    expect(structured).toEqual({ id, deleted: true });
    expect(text).toContain('"Old"');
    expect(error?.code).toBe('VECTOR_STORE_UNKNOWN');
  });

  it('deletes nothing where nobody agrees', async () => {
    const id = await store();

    const { error } = await host.callTool('delete-vector-store', { vector_store_id: id });
    const there = await host.callTool('list-vector-stores', { vector_store_id: id });

    expect(error?.code).toBe('NOT_CONFIRMED');
    expect(there.error).toBeUndefined();
  });
});

describe('the tools of vector stores', () => {
  it('list the stores, newest first, in pages', async () => {
    const ids = [await store({ name: 'One' }), await store({ name: 'Two' })];

    const { structured, text } = await host.callTool('list-vector-stores', { limit: 1 });

    expect(structured).toMatchObject({ data: [{ id: ids[1], name: 'Two' }], has_more: true });
    expect(text).toContain(`after ${ids[1]}`);
  });

  it('say that the provider has no vector stores', async () => {
    const other = await startUploadingOpenAI({ without: /./ });
    const there = await storesHost(other.baseURL);
    const vector_store_id = 'vs_1';

    const codes = [
      await there.callTool('create-vector-store'),
      await there.callTool('add-to-vector-store', { vector_store_id, file_ids: ['file-1'] }),
      await there.callTool('search-vector-store', { vector_store_id, query: 'a' }),
      await there.callTool('list-vector-stores'),
    ].map(({ error }) => error?.code);
    await there.close();
    await other.stop();

    expect(codes).toEqual(Array(4).fill('VECTOR_STORES_MISSING'));
  });
});
