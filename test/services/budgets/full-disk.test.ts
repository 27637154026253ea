import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Storage } from '../../../src/storage/storage.js';
import { API, openServices, refusalOf } from '../openai/open-services.js';

const ASKED = { model: 'gpt-6-luna', input: 'Hi', max_output_tokens: 100 } as const;
const answer = {
  id: 'resp_1',
  model: 'gpt-6-luna',
  output: [],
  usage: { input_tokens: 10, output_tokens: 10, total_tokens: 20 },
};

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

const FILLERS = [
  `INSERT INTO usage_entry (id, correction, at, counted_at, plugin, endpoint, input_tokens, cached_input_tokens, output_tokens,
    reasoning_tokens, charged, basis, status, upstream_ms)
    VALUES (hex(randomblob(8)), 0, 0, 0, 'x', 'x', 0, 0, 0, 0, 0, 'cached', 0, 0)`,
  `INSERT INTO ledger_hold (id, state, amount, windows, at, owner, plugin)
    VALUES (hex(randomblob(8)), 'charged', 0, '[]', 0, 'x', 'x')`,
];

/** SQLite itself finds no more room, until it is given some. */
async function setFull({ engine }: Storage, isFull: boolean): Promise<void> {
  if (engine.kind !== 'sqlite') throw new Error('For SQLite alone.');
  const { turns } = engine;
  const fits = (sql: string) =>
    turns
      .write((db) => db.statement(sql).run())
      .then(
        () => true,
        () => false,
      );
  await turns.write((db) => db.statement(`PRAGMA max_page_count = ${isFull ? 1 : 1_000_000}`).get());
  if (isFull) for (const sql of FILLERS) while (await fits(sql));
}

test('a disk that is full loses nothing: answers arrive, nothing more is sent, and all is booked once there is room', async () => {
  const services = await openServices({ budget: { perDay: 5 } });
  const storage = await services.storage();
  const ask = () => services.call.run(async () => services.client.responses.create(ASKED));
  nock(API)
    .post('/v1/responses')
    .reply(200, async () => {
      await setFull(storage, true);
      return answer;
    });

  const answered = await ask();
  const refusal = await refusalOf(services, ask());
  await setFull(storage, false);
  await services.budgets.stop();

  const [window] = await storage.db.selectFrom('ledger_window').select(['spent', 'reserved']).execute();
  expect(answered.id).toBe('resp_1');
  expect(refusal.code).toBe('BUDGET_UNAVAILABLE');
  expect(services.lines.join()).toContain('STORAGE_FULL');
  expect(window).toEqual({ spent: 10n * 100n + 10n * 500n, reserved: 0n });
});
