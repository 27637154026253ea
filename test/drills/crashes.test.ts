import { afterEach, describe, expect, test } from 'vitest';
import type { RawProcess } from '../support/raw-process.js';
import { type BillingOpenAI, startBillingOpenAI } from './billing-openai.js';
import {
  ask,
  askMany,
  type SharedMoney,
  sharedFolder,
  sharedPostgres,
  startServer,
} from './drill-servers.js';
import { figuresOf, recoverLater, report } from './ledger-figures.js';

const LIMIT_USD = 0.018;
const LIMIT = 18_000_000n;
const KILLS = 4;

let servers: RawProcess[] = [];
let money: SharedMoney;
let upstream: BillingOpenAI;

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await upstream.stop();
  await money.remove();
});

const start = async () => {
  const server = await startServer(money, upstream, { budget: { total: LIMIT_USD } });
  servers.push(server);
  return server;
};

describe.each([
  ['a SQLite file', sharedFolder],
  ['a PostgreSQL database', sharedPostgres],
])('servers on %s that are killed while calls are in flight', (_, share) => {
  test('leave nothing held, and nothing uncounted', { timeout: 60_000 }, async () => {
    servers = [];
    money = await share();
    upstream = await startBillingOpenAI({ delayMs: 20 });
    const work: Promise<string[]>[] = [];
    const begin = async () => work.push(askMany(await start(), { calls: 40, inFlight: 16 }));
    await Promise.all([begin(), begin()]);

    for (let kill = 0, seed = 3; kill < KILLS; kill++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      const from = upstream.answered();
      await expect
        .poll(() => upstream.answered() - from, { timeout: 20_000, interval: 1 })
        .toBeGreaterThan(4 + (seed % 9));
      servers[kill]!.kill('SIGKILL');
      await begin();
    }
    const outcomes = (await Promise.all(work)).flat();
    await Promise.all(servers.map((server) => server.stop()));
    await recoverLater(money);

    const { spent, reserved } = await figuresOf(money);
    const bill = upstream.bill();
    const died = outcomes.filter((outcome) => outcome === 'died').length;
    report(
      `${KILLS} kills, ${upstream.answered()} answered, ${died} calls lost: booked ${spent} for ${bill} nano-USD billed, ${percentAbove(spent, bill)} % too much`,
    );
    expect(died).toBeGreaterThan(0);
    expect(reserved).toBe(0n);
    expect(spent).toBeGreaterThanOrEqual(bill);

    const rest = await askMany(await start(), { calls: 150, inFlight: 16 });

    expect(new Set(rest)).toEqual(new Set(['ok', 'BUDGET_EXCEEDED']));
    expect(upstream.bill()).toBeLessThanOrEqual(LIMIT);
  });
});

test('a server that dies between sending and its answer is charged for what it sent, and for nothing that it did not', async () => {
  servers = [];
  money = await sharedFolder();
  let arrived = () => {};
  const sent = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  upstream = await startBillingOpenAI({
    instead: () => {
      arrived();
      return { hang: true };
    },
  });
  const server = await start();
  const asked = ask(server).catch(() => 'died');
  await sent;

  server.kill('SIGKILL');
  await asked;
  const before = await figuresOf(money);
  await recoverLater(money);
  await recoverLater(money);

  expect(before).toEqual({ spent: 0n, reserved: expect.any(BigInt) });
  expect(await figuresOf(money)).toEqual({ spent: before.reserved, reserved: 0n });
  expect(before.reserved).toBeGreaterThanOrEqual(upstream.bill());
});

const percentAbove = (more: bigint, less: bigint): string =>
  ((Number(more - less) / Number(less)) * 100).toFixed(1);
