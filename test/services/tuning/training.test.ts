import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import nock from 'nock';
import type { OpenAI } from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TrainingFiles } from '../../../src/services/tuning/training-files.js';
import type { Storage } from '../../../src/storage/storage.js';
import { jsonl } from '../../plugins/fine-tuning/training-lines.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { API, openServices, refusalOf } from '../openai/open-services.js';

const LOG = { debug() {}, info() {}, warn() {}, error() {} };
const words = Array.from({ length: 400 }, (_, at) => `light${at}`).join(' ');
const EXAMPLES = Array.from({ length: 40 }, () => ({
  messages: [
    { role: 'user', content: words },
    { role: 'assistant', content: 'Yes.' },
  ],
}));
const job = (more: object = {}) => ({
  id: 'ftjob-1',
  object: 'fine_tuning.job',
  model: 'gpt-4.1-mini-2025-04-14',
  status: 'validating_files',
  trained_tokens: null,
  training_file: 'file-1',
  ...more,
});
const TRAINED = job({ status: 'succeeded', trained_tokens: 100_000 });
// 100,000 tokens at $5 a million
const COST = 500_000_000n;

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

describe.each(ENGINES)('a fine-tuning job, on %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
  });
  afterEach(() => fresh.drop());

  const server = (budget: object = {}) => openServices({ storage: async () => storage, budget });
  const windows = () => storage.db.selectFrom('ledger_window').select(['spent', 'reserved']).execute();
  const trainings = async () =>
    (await storage.db.selectFrom('usage_entry').selectAll().execute()).filter(
      ({ endpoint }) => endpoint === '/fine_tuning/jobs',
    );
  const fileOf = (id: string) => new TrainingFiles(async () => storage, LOG).find(id);

  async function upload(examples: readonly unknown[] = EXAMPLES, id = 'file-1'): Promise<void> {
    nock(API).post('/v1/files').reply(200, { id, object: 'file', purpose: 'fine-tune' });
    const { client } = await server();
    const file = new File([jsonl(examples)], 'lines.jsonl');
    await client.files.create({ purpose: 'fine-tune', file });
  }

  const create = (client: unknown, more: object = {}) =>
    (client as OpenAI).fineTuning.jobs.create({
      model: 'gpt-4.1-mini',
      training_file: 'file-1',
      ...more,
    });

  async function start(more: object = {}): Promise<void> {
    nock(API).post('/v1/fine_tuning/jobs').reply(200, job());
    const { client, call, budgets } = await server({ perDay: 100 });
    await call.run(async () => create(client, more));
    await budgets.stop();
  }

  async function look(answer: object, path = '/v1/fine_tuning/jobs/ftjob-1'): Promise<void> {
    nock(API).get(path).reply(200, answer);
    const { client } = await server();
    if (path.endsWith('jobs')) await (client as OpenAI).fineTuning.jobs.list();
    else await (client as OpenAI).fineTuning.jobs.retrieve('ftjob-1');
  }

  test('has the tokens of its file counted at the upload, never fewer than are trained', async () => {
    await upload();

    const file = await fileOf('file-1');

    expect(file).toMatchObject({ examples: 40, images: 0 });
    const trained = 40 * (countTokens(words) + countTokens('Yes.') + 3 * 4);
    expect(file!.tokens).toBeGreaterThan(trained);
    expect(file!.tokens).toBeLessThan(trained * 1.4);
  });

  test('counts a prompt twice where two answers to it are compared', async () => {
    const [{ messages }] = EXAMPLES as [(typeof EXAMPLES)[number]];
    const input = { messages: messages.slice(0, 1) };
    const answer = [messages[1]];
    await upload(EXAMPLES.map(() => ({ messages: input.messages })));
    await upload(
      EXAMPLES.map(() => ({ input, preferred_output: answer, non_preferred_output: answer })),
      'file-2',
    );

    const [one, two] = [await fileOf('file-1'), await fileOf('file-2')];

    expect(two!.tokens).toBeGreaterThan(one!.tokens * 1.9);
  });

  test('holds tokens × epochs × price until it is seen to have ended, and is booked once at its trained tokens', async () => {
    await upload();
    const { tokens } = (await fileOf('file-1'))!;

    await start({ method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 2 } } } });
    const before = await windows();
    await look(job({ status: 'running' }));
    const during = await windows();
    await look(TRAINED);
    await look(TRAINED);

    const held = BigInt(tokens) * 2n * 5000n;
    expect(before).toEqual([{ spent: 0n, reserved: held }]);
    expect(during).toEqual(before);
    expect(await windows()).toEqual([{ spent: COST, reserved: 0n }]);
    expect(await trainings()).toMatchObject([
      { cost: COST, basis: 'metered', input_tokens: 100_000, tool: 'chat-completion', client: 'test' },
    ]);
  });

  test.each([
    [undefined, 3n],
    ['auto', 3n],
    [7, 7n],
  ])('with %s epochs holds %d of them', async (n_epochs, epochs) => {
    await upload();
    const { tokens } = (await fileOf('file-1'))!;

    await start(n_epochs === undefined ? {} : { hyperparameters: { n_epochs } });

    expect(await windows()).toEqual([{ spent: 0n, reserved: BigInt(tokens) * epochs * 5000n }]);
  });

  test('is seen to have ended in a list, too', async () => {
    await upload();
    await start();

    await look({ object: 'list', has_more: false, data: [TRAINED] }, '/v1/fine_tuning/jobs');

    expect(await windows()).toEqual([{ spent: COST, reserved: 0n }]);
  });

  test('that failed is not charged; of one that was cancelled on its way all that was held is', async () => {
    await upload();
    await start();
    const reserved = (await windows())[0]!.reserved;

    await look(job({ status: 'failed', error: { code: 'invalid_training_file', message: 'No.' } }));
    const failed = await windows();
    nock(API)
      .post('/v1/fine_tuning/jobs')
      .reply(200, job({ id: 'ftjob-2' }));
    nock(API)
      .post('/v1/fine_tuning/jobs/ftjob-2/cancel')
      .reply(200, job({ id: 'ftjob-2', status: 'cancelled' }));
    const { client, call, budgets } = await server({ perDay: 100 });
    await call.run(async () => create(client));
    await budgets.stop();
    await (client as OpenAI).fineTuning.jobs.cancel('ftjob-2');

    expect(failed).toEqual([{ spent: 0n, reserved: 0n }]);
    expect(await windows()).toEqual([{ spent: reserved, reserved: 0n }]);
  });

  test('that is refused gives its hold back', async () => {
    await upload();
    nock(API)
      .post('/v1/fine_tuning/jobs')
      .reply(403, { error: { message: 'No.', code: 'training_not_available' } });
    const { client, call, budgets } = await server({ perDay: 100 });

    await call.run(async () => create(client)).catch(() => {});
    await budgets.stop();

    expect(await windows()).toEqual([{ spent: 0n, reserved: 0n }]);
  });

  test.each([
    ['a file that was uploaded elsewhere', { training_file: 'file-9' }, /not uploaded through this server/],
    ['a model without a price of training', { model: 'gpt-6.2-sol' }, /price of training gpt-6.2-sol/],
    [
      'reinforcement, which is billed by the hour',
      { method: { type: 'reinforcement', reinforcement: { grader: {} } } },
      /by the hour/,
    ],
  ])('of %s is refused under a hard limit, with what to do', async (_, more, reason) => {
    await upload();
    const services = await server({ perDay: 100 });

    const refusal = await refusalOf(
      services,
      services.call.run(async () => create(services.client, more)),
    );

    expect(refusal).toMatchObject({ code: 'BUDGET_COST_UNKNOWN', message: expect.stringMatching(reason) });
    expect(refusal.hint).toBeTruthy();
  });

  test('is never started on the replacement of a retired model', async () => {
    const services = await server();

    const refusal = await refusalOf(
      services,
      services.call.run(async () => create(services.client, { model: 'gpt-3.5-turbo' })),
    );

    expect(refusal.code).toBe('MODEL_RETIRED');
  });
});

test('an answer of a fine-tuned model is priced as that, not as its base', async () => {
  nock(API)
    .post('/v1/chat/completions')
    .reply(200, {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model: 'ft:gpt-4.1-mini-2025-04-14:acme::abc',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi.' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 },
    });
  const { client, call } = await openServices();

  await call.run(async () =>
    (client as OpenAI).chat.completions.create({
      model: 'ft:gpt-4.1-mini-2025-04-14:acme::abc',
      messages: [{ role: 'user', content: 'Hi' }],
    }),
  );

  // 1,000 × $0.80 + 100 × $3.20, a million each
  expect(call.requests[0]?.costNanoUsd).toBe(1_120_000n);
});
