import nock from 'nock';
import type { OpenAI } from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BatchTable } from '../../../src/storage/batch-tables.js';
import type { Storage } from '../../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { API, openServices } from '../openai/open-services.js';

const MARK = { 'openai-mcp-host': 'mark-1' };
const USAGE = {
  input_tokens: 10_000,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 1000,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 11_000,
};
// (10,000 × $0.10 + 1,000 × $0.50) ÷ 2, a million each
const COST = 750_000n;
const QUESTION = JSON.stringify({
  custom_id: '1',
  method: 'POST',
  url: '/v1/responses',
  body: { model: 'gpt-6-luna', input: 'Hi', max_output_tokens: 100_000 },
});
const PICTURE = {
  custom_id: '1',
  method: 'POST',
  url: '/v1/images/generations',
  body: { model: 'gpt-image-2', prompt: 'A cat', size: '1024x1024', quality: 'low' },
};

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

describe.each(ENGINES)('on %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
  });
  afterEach(() => fresh.drop());

  const server = () => openServices({ storage: async () => storage, budget: { perDay: 1 } });
  const windows = () => storage.db.selectFrom('ledger_window').select(['spent', 'reserved']).execute();
  const batch = (more: object = {}) => ({
    ...{ id: 'batch_1', object: 'batch', endpoint: '/v1/responses', status: 'in_progress' },
    ...{ input_file_id: 'file_1', model: 'gpt-6-luna', metadata: MARK },
    ...more,
  });

  async function upload(line: string): Promise<void> {
    nock(API).post('/v1/files').reply(200, { id: 'file_1', object: 'file', purpose: 'batch' });
    const { client } = await server();
    await client.files.create({ purpose: 'batch', file: new File([line], 'lines.jsonl') });
  }

  /** Leaves behind what a server does that is killed before the answer has come. */
  async function startAndDie(): Promise<void> {
    const { client, call, budgets } = await server();
    let written: BatchTable[] = [];
    nock(API)
      .post('/v1/batches')
      .reply(200, async () => {
        written = await storage.db.selectFrom('batch_running').selectAll().execute();
        return batch();
      });
    await call.run(async () => (client as OpenAI).batches.create(ASK));
    await budgets.stop();
    await storage.db.deleteFrom('batch_running').execute();
    await storage.db.insertInto('batch_running').values(written).execute();
  }
  const ASK = {
    input_file_id: 'file_1',
    endpoint: '/v1/responses',
    completion_window: '24h',
    metadata: MARK,
  } as const;

  test('a batch whose answer was lost settles its own hold, once any list shows it', async () => {
    await upload(QUESTION);
    await startAndDie();
    const before = await windows();
    nock(API)
      .get('/v1/batches')
      .reply(200, { object: 'list', data: [batch()] });
    nock(API)
      .get('/v1/batches/batch_1')
      .reply(200, batch({ status: 'completed', usage: USAGE }));

    const { client } = await server();
    await (client as OpenAI).batches.list();
    await (client as OpenAI).batches.retrieve('batch_1');

    expect(before[0]?.reserved).toBeGreaterThan(20_000_000n);
    expect(await windows()).toEqual([{ spent: COST, reserved: 0n }]);
  });

  test('a batch that never arrived gives its hold back when it is asked for once more', async () => {
    await upload(QUESTION);
    await startAndDie();
    const before = await windows();
    nock(API)
      .post('/v1/batches')
      .reply(200, batch({ id: 'batch_2' }));

    const { client, call, budgets } = await server();
    await call.run(async () => (client as OpenAI).batches.create(ASK));
    await budgets.stop();

    expect(await windows()).toEqual(before);
    const rows = await storage.db.selectFrom('batch_running').select('batch_id').execute();
    expect(rows).toEqual([{ batch_id: 'batch_2' }]);
  });

  test('a batch that is refused is expected no more', async () => {
    await upload(QUESTION);
    nock(API)
      .post('/v1/batches')
      .reply(400, { error: { message: 'No.' } });

    const { client, call, budgets } = await server();
    await call.run(async () => (client as OpenAI).batches.create(ASK)).catch(() => {});
    await budgets.stop();

    expect(await windows()).toEqual([{ spent: 0n, reserved: 0n }]);
    expect(await storage.db.selectFrom('batch_running').selectAll().execute()).toEqual([]);
  });

  const drawn = (output: number) => ({
    custom_id: '1',
    error: null,
    response: {
      status_code: 200,
      body: {
        data: [{ b64_json: 'AAAA' }],
        usage: {
          input_tokens: 50,
          input_tokens_details: { text_tokens: 50, image_tokens: 0 },
          output_tokens: output,
          total_tokens: 50 + output,
        },
      },
    },
  });
  const failed = {
    custom_id: '2',
    error: null,
    response: { status_code: 400, body: { error: { message: 'No.' } } },
  };

  async function drawBatch(): Promise<void> {
    await upload(JSON.stringify(PICTURE));
    const { client, call, budgets } = await server();
    nock(API)
      .post('/v1/batches')
      .reply(200, batch({ endpoint: '/v1/images/generations' }));
    await call.run(async () =>
      (client as OpenAI).batches.create({ ...ASK, endpoint: '/v1/images/generations' }),
    );
    await budgets.stop();
  }
  const ended = (more: object = {}) =>
    batch({
      ...{ endpoint: '/v1/images/generations', status: 'expired', model: 'gpt-image-2', usage: USAGE },
      ...{ output_file_id: 'file_out', request_counts: { total: 3, completed: 2, failed: 1 } },
      ...more,
    });
  const look = async () => {
    const { client } = await server();
    await (client as OpenAI).batches.retrieve('batch_1');
  };

  test('a batch of pictures is booked answer by answer, as its output file has them', async () => {
    await drawBatch();
    const lines = [drawn(200), failed, drawn(400)].map((line) => JSON.stringify(line)).join('\n');
    nock(API).get('/v1/batches/batch_1').reply(200, ended());
    nock(API).get('/v1/files/file_out/content').reply(200, lines);

    await look();

    // (100 × $5 + 600 × $30) ÷ 2, a million each
    expect(await windows()).toEqual([{ spent: 9_250_000n, reserved: 0n }]);
  });

  test.each([
    ['stays held while its answers can not be read', 500, (held: bigint) => ({ spent: 0n, reserved: held })],
    ['is charged its hold when they are gone', 404, (held: bigint) => ({ spent: held, reserved: 0n })],
  ])('a batch of pictures %s', async (_, status, expected) => {
    await drawBatch();
    const held = BigInt((await windows())[0]!.reserved);
    nock(API).get('/v1/batches/batch_1').reply(200, ended());
    nock(API)
      .get('/v1/files/file_out/content')
      .times(5)
      .reply(status, { error: { message: 'No.' } }, { 'retry-after-ms': '1' });

    await look();

    expect(await windows()).toEqual([expected(held)]);
  });

  test.each([
    ['failed', { status: 'failed', usage: { ...USAGE, input_tokens: 0, output_tokens: 0, total_tokens: 0 } }],
    ['was cancelled before anything was done', { status: 'cancelled' }],
    ['completed with failures only', { status: 'completed', error_file_id: 'file_err' }],
  ])('a batch that %s costs nothing', async (_, more) => {
    await drawBatch();
    const counts = { total: 3, completed: 0, failed: 3 };
    nock(API)
      .get('/v1/batches/batch_1')
      .reply(200, batch({ endpoint: '/v1/images/generations', request_counts: counts, ...more }));

    await look();

    expect(await windows()).toEqual([{ spent: 0n, reserved: 0n }]);
  });
});
