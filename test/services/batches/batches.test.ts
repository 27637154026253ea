import { randomUUID } from 'node:crypto';
import nock from 'nock';
import type { OpenAI } from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Batches } from '../../../src/services/batches/batches.js';
import { OUTLIVING_HOLD_MS } from '../../../src/services/estimates/outlives.js';
import type { LedgerLimit } from '../../../src/storage/ledger.js';
import type { Storage } from '../../../src/storage/storage.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { API, openServices, refusalOf } from '../openai/open-services.js';

const SUBJECT = { client: 'test', plugin: 'text', tool: null, model: null, call: null };
const USAGE = {
  input_tokens: 10_000,
  input_tokens_details: { cached_tokens: 2000 },
  output_tokens: 1000,
  output_tokens_details: { reasoning_tokens: 100 },
};
// (8,000 × $0.10 + 2,000 × $0.01 + 1,000 × $0.50) ÷ 2, a million each
const COST = 660_000n;

const line = (body: object, url = '/v1/responses') =>
  JSON.stringify({ custom_id: randomUUID(), method: 'POST', url, body });
const question = (more: object = {}) =>
  line({ model: 'gpt-6-luna', input: 'Hi', max_output_tokens: 100, ...more });
const batch = (more: object = {}) => ({
  id: 'batch_1',
  object: 'batch',
  endpoint: '/v1/responses',
  input_file_id: 'file_1',
  status: 'validating',
  model: 'gpt-6-luna',
  ...more,
});

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

describe.each(ENGINES)('a batch, on %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
  });
  afterEach(() => fresh.drop());

  const server = () => openServices({ storage: async () => storage });
  const batches = () => new Batches(async () => storage, { debug() {}, info() {}, warn() {}, error() {} });
  const entries = () => storage.db.selectFrom('usage_entry').selectAll().execute();

  async function upload(lines: string[], id = 'file_1'): Promise<void> {
    nock(API).post('/v1/files').reply(200, { id, object: 'file', purpose: 'batch' });
    const { client } = await server();
    await client.files.create({ purpose: 'batch', file: new File([lines.join('\n')], 'lines.jsonl') });
  }

  async function start(): Promise<void> {
    nock(API).post('/v1/batches').reply(200, batch());
    const { client, call } = await server();
    await call.run(async () =>
      (client as OpenAI).batches.create({
        input_file_id: 'file_1',
        endpoint: '/v1/responses',
        completion_window: '24h',
      }),
    );
  }

  async function look(answer: object): Promise<void> {
    nock(API).get('/v1/batches/batch_1').reply(200, answer);
    const { client } = await server();
    await (client as OpenAI).batches.retrieve('batch_1');
  }

  test('may cost at most what its lines may, at half price', async () => {
    await upload([question(), question({ max_output_tokens: 300 }), '']);

    const file = await batches().file('file_1');

    expect(file?.most).toBeGreaterThan((400n * 500n) / 2n);
    expect(file?.most).toBeLessThan((400n * 500n + 1000n * 100n) / 2n);
    expect(file?.exact).toBe(1);
  });

  test.each([
    ['a model without a price', [question(), question({ model: 'gpt-9' })], /Line 2: .*gpt-9/],
    ['no request at all', ['nonsense'], /Line 1/],
    [
      'a hosted tool without a bound',
      [question({ tools: [{ type: 'web_search' }] })],
      /Line 1: .*web_search/,
    ],
  ])('is unknown for %s, and says for which line', async (_, lines, reason) => {
    await upload(lines);

    const file = await batches().file('file_1');

    expect(file?.most).toBeNull();
    expect(file?.reason).toMatch(reason);
  });

  test('is booked at what it used, once, when any server sees that it has ended', async () => {
    await upload([question()]);
    await start();

    await look(batch({ status: 'in_progress' }));
    const before = await entries();
    await look(batch({ status: 'completed', usage: USAGE }));
    await look(batch({ status: 'completed', usage: USAGE }));

    expect(before.filter(({ service_tier }) => service_tier === 'batch')).toEqual([]);
    const booked = (await entries()).filter(({ service_tier }) => service_tier === 'batch');
    expect(booked).toMatchObject([
      {
        endpoint: '/batches',
        model: 'gpt-6-luna',
        client: 'test',
        tool: 'chat-completion',
        cost: COST,
        basis: 'metered',
        input_tokens: 10_000,
        cached_input_tokens: 2000,
        output_tokens: 1000,
        reasoning_tokens: 100,
      },
    ]);
  });

  test('is seen to have ended in a list, and when it is cancelled', async () => {
    await upload([question()]);
    await start();
    nock(API)
      .get('/v1/batches')
      .reply(200, {
        object: 'list',
        data: [batch({ id: 'batch_0', status: 'failed' }), batch({ status: 'cancelled' })],
      });

    const { client } = await server();
    await (client as OpenAI).batches.list();

    expect(await batches().running(['batch_1'])).toEqual([]);
    expect(await entries()).toContainEqual(expect.objectContaining({ service_tier: 'batch', cost: 0n }));
  });

  const underLimit = () => openServices({ storage: async () => storage, budget: { perDay: 1 } });
  const windows = () => storage.db.selectFrom('ledger_window').select(['spent', 'reserved']).execute();
  const create = (client: unknown) =>
    (client as OpenAI).batches.create({
      input_file_id: 'file_1',
      endpoint: '/v1/responses',
      completion_window: '24h',
    });

  test('under a limit keeps its hold when its request has ended, until it ends itself', async () => {
    await upload([question({ max_output_tokens: 100_000 })]);
    const most = (await batches().file('file_1'))!.most!;
    nock(API).post('/v1/batches').reply(200, batch());
    const { client, call, budgets } = await underLimit();

    await call.run(async () => create(client));
    await budgets.stop();
    const before = await windows();
    await look(batch({ status: 'completed', usage: USAGE }));

    expect(before).toEqual([{ spent: 0n, reserved: most }]);
    expect(await windows()).toEqual([{ spent: COST, reserved: 0n }]);
  });

  test('is like a response in the background: both outlive their request', async () => {
    const { client, call, budgets } = await underLimit();
    const ask = { model: 'gpt-6-luna', input: 'Hi', max_output_tokens: 100_000, background: true };
    const queued = { id: 'resp_1', object: 'response', model: 'gpt-6-luna', status: 'queued', output: [] };
    const done = { ...queued, status: 'completed', service_tier: 'default', usage: USAGE };
    nock(API).post('/v1/responses').reply(200, queued);
    nock(API)
      .get('/v1/responses/resp_1')
      .reply(200, { ...queued, status: 'in_progress' });
    nock(API).get('/v1/responses/resp_1').twice().reply(200, done);

    await call.run(async () => (client as OpenAI).responses.create(ask));
    await (client as OpenAI).responses.retrieve('resp_1');
    await budgets.stop();
    const before = await windows();
    await (client as OpenAI).responses.retrieve('resp_1');
    await (client as OpenAI).responses.retrieve('resp_1');

    expect(before[0]?.spent).toBe(0n);
    expect(before[0]?.reserved).toBeGreaterThan(50_000_000n);
    expect(await windows()).toEqual([{ spent: 2n * COST, reserved: 0n }]);
    expect((await entries()).filter(({ cost }) => cost !== 0n)).toMatchObject([
      { endpoint: '/responses', service_tier: 'default', cost: 2n * COST, tool: 'chat-completion' },
    ]);
  });

  test('that is refused gives its hold back', async () => {
    await upload([question()]);
    nock(API)
      .post('/v1/batches')
      .reply(400, { error: { message: 'No.' } });
    const { client, call, budgets } = await underLimit();

    await call.run(async () => create(client)).catch(() => {});
    await budgets.stop();

    expect(await windows()).toEqual([{ spent: 0n, reserved: 0n }]);
  });

  test('of a file that was uploaded elsewhere is refused under a hard limit, with what to do', async () => {
    const services = await underLimit();

    const refusal = await refusalOf(
      services,
      services.call.run(async () => create(services.client)),
    );

    expect(refusal).toMatchObject({ code: 'BUDGET_COST_UNKNOWN' });
    expect(refusal.message).toMatch(/not uploaded through this server/);
    expect(refusal.hint).toMatch(/budget\.unknownCost/);
  });

  const DAY: LedgerLimit = { id: 'all', scope: 'all', match: '*', window: 'day', timeZone: 'UTC' };

  /** A hold as the step `reserve` makes it. */
  async function held(amount: bigint, until: number = Date.now() + OUTLIVING_HOLD_MS) {
    await storage.ledger.register([DAY]);
    const start = Date.now() - 1000;
    const window = { limit: DAY, key: 'today', start, end: start + 86_400_000, most: 10n ** 9n, alerts: [] };
    const id = randomUUID();
    const hold = { id, amount, at: Date.now(), subject: SUBJECT, windows: () => [window] };
    await storage.ledger.reserve({ ...hold, owner: 'server', leaseUntil: until });
    await storage.ledger.dispatch(id);
    return { id, state: () => storage.ledger.state(window) };
  }

  test('gives its hold back when it ends, and is charged what it used', async () => {
    await upload([question()]);
    const { id, state } = await held(5_000_000n);
    await batches().start('batch_1', SUBJECT, 'file_1', id);

    const before = await state();
    await look(batch({ status: 'completed', usage: USAGE }));

    expect(before).toEqual({ spent: 0n, reserved: 5_000_000n });
    expect(await state()).toEqual({ spent: COST, reserved: 0n });
  });

  test('that reports no usage is charged its hold', async () => {
    await upload([question()]);
    const { id, state } = await held(5_000_000n);
    await batches().start('batch_1', SUBJECT, 'file_1', id);

    await look(batch({ status: 'completed' }));

    expect(await state()).toEqual({ spent: 5_000_000n, reserved: 0n });
  });

  test('whose sum of usage can not be priced is charged its hold', async () => {
    await upload([
      line(
        { model: 'gpt-image-2', prompt: 'A cat', size: '1024x1024', quality: 'low' },
        '/v1/images/generations',
      ),
    ]);
    const { id, state } = await held(5_000_000n);
    await batches().start('batch_1', SUBJECT, 'file_1', id);

    await look(
      batch({ status: 'completed', endpoint: '/v1/images/generations', model: 'gpt-image-2', usage: USAGE }),
    );

    expect(await state()).toEqual({ spent: 5_000_000n, reserved: 0n });
  });

  test('that nobody looks at is charged its hold after 48 hours, and put right when somebody does', async () => {
    await upload([question()]);
    const { id, state } = await held(5_000_000n);
    await batches().start('batch_1', SUBJECT, 'file_1', id);

    await storage.ledger.recover(Date.now() + OUTLIVING_HOLD_MS - 60_000);
    const early = await state();
    await storage.ledger.recover(Date.now() + OUTLIVING_HOLD_MS + 60_000);
    const late = await state();
    await look(batch({ status: 'expired', usage: USAGE }));

    expect(early).toEqual({ spent: 0n, reserved: 5_000_000n });
    expect(late).toEqual({ spent: 5_000_000n, reserved: 0n });
    expect(await state()).toEqual({ spent: COST, reserved: 0n });
  });
});

test('a batch goes on where storage does not: its end is only not booked', async () => {
  const { client, lines } = await openServices({
    storage: async () => {
      throw new Error('The disk is full.');
    },
  });
  nock(API)
    .get('/v1/batches/batch_1')
    .reply(200, batch({ status: 'completed' }));

  const { id } = await (client as OpenAI).batches.retrieve('batch_1');

  expect(id).toBe('batch_1');
  expect(lines).toContainEqual(expect.stringMatching(/batch.*The disk is full\./));
});
