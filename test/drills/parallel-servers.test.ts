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
import { figuresOf, report } from './ledger-figures.js';

const SERVERS = 4;
const IN_FLIGHT = 64;
const LIMIT_USD = 0.01;
const LIMIT = 10_000_000n;

let servers: RawProcess[] = [];
let money: SharedMoney;
let upstream: BillingOpenAI;

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await upstream.stop();
  await money.remove();
});

describe.each([
  ['a SQLite file', sharedFolder],
  ['a PostgreSQL database', sharedPostgres],
])(`${SERVERS} servers with ${IN_FLIGHT} calls each in flight on %s`, (_, share) => {
  test('spend all of a hard limit, and nothing above it', { timeout: 60_000 }, async () => {
    money = await share();
    upstream = await startBillingOpenAI({ delayMs: 10 });
    const config = { budget: { total: LIMIT_USD } };
    servers = await Promise.all(Array.from({ length: SERVERS }, () => startServer(money, upstream, config)));

    const outcomes = await Promise.all(
      servers.map((server) => askMany(server, { calls: 80, inFlight: IN_FLIGHT })),
    );
    while ((await ask(servers[0]!)) === 'ok');

    const told = new Set(outcomes.flat());
    report(`${upstream.answered()} answered, ${upstream.bill()} of ${LIMIT} nano-USD billed`);
    expect(upstream.bill()).toBeLessThanOrEqual(LIMIT);
    expect([...told].sort()).toEqual(['BUDGET_EXCEEDED', 'ok']);
    // The last one that did not fit was smaller than this.
    expect(upstream.bill()).toBeGreaterThan(LIMIT - 150_000n);
    expect(await figuresOf(money)).toEqual({ spent: upstream.bill(), reserved: 0n });
  });
});
