import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Storage } from '../../src/storage/storage.js';
import type { Spending } from '../fixtures/storage/spend.js';
import { bundleSource } from '../support/bundle-source.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { limitOn, windowOf } from '../support/ledger-cases.js';

const MOST = 100_000;
const LEASE_MS = 1_000;
const total = windowOf(limitOn('all', '*', 'total'));

let spend: Awaited<ReturnType<typeof bundleSource>>;
beforeAll(async () => {
  spend = await bundleSource(join(import.meta.dirname, '../fixtures/storage/spend.ts'));
});
afterAll(() => spend.remove());

describe.each(ENGINES)('processes that share a limit on %s', (engine) => {
  let fresh: FreshStorage;
  let storage: Storage;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    storage = await fresh.open();
    await writeFile(fresh.scratch('truth'), '');
  });
  afterEach(() => fresh.drop());

  const start = (way: Spending['way'], most = MOST): ChildProcess => {
    const spending: Spending = {
      ...{ place: fresh.place, way, most, inFlight: 64 },
      ...{ truth: fresh.scratch('truth'), leaseMs: LEASE_MS },
    };
    return spawn(process.execPath, [spend.script, JSON.stringify(spending)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  };
  const ended = async (child: ChildProcess): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  const truth = async () => {
    const lines = (await readFile(fresh.scratch('truth'), 'utf8')).trim().split('\n');
    return lines.reduce((sum, line) => sum + BigInt(line), 0n);
  };
  const booked = async () => {
    const rows = await storage.db.selectFrom('usage_entry').select('charged').execute();
    return rows.reduce((sum, { charged }) => sum + charged, 0n);
  };

  test('never overspend it with 4 × 64 requests in flight, and use it up', async () => {
    const processes = Array.from({ length: 4 }, () => start('reserve'));

    const codes = await Promise.all(processes.map(ended));

    const state = await storage.ledger.state(total);
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(state).toEqual({ spent: await truth(), reserved: 0n });
    expect(state.spent).toBe(await booked());
    expect(state.spent).toBeLessThanOrEqual(BigInt(MOST));
    expect(state.spent).toBeGreaterThan(BigInt(MOST - 1_000));
  });

  test('overspend it when they look before they leap: what the ledger is for', async () => {
    const processes = Array.from({ length: 4 }, () => start('check-then-act', 10_000));

    await Promise.all(processes.map(ended));

    const { spent } = await storage.ledger.state(total);
    expect(spent).toBeGreaterThan(10_000n);
  });

  test('never overspend it nor forget anything when they are killed at random', async ({ annotate }) => {
    const most = 10_000_000;
    const running = new Set(Array.from({ length: 4 }, () => start('reserve', most)));
    let kills = 0;
    let charged = 0n;

    const until = Date.now() + 6_000;
    while (Date.now() < until) {
      await pause(200 + Math.random() * 200);
      const [victim] = running;
      victim!.kill('SIGKILL');
      await ended(victim!);
      running.delete(victim!);
      running.add(start('reserve', most));
      kills++;
      charged += (await storage.ledger.recover(Date.now())).chargedNanoUsd;
    }
    for (const child of running) child.kill('SIGKILL');
    await Promise.all([...running].map(ended));
    charged += (await storage.ledger.recover(Date.now() + LEASE_MS)).chargedNanoUsd;

    const { spent, reserved } = await storage.ledger.state(total);
    const real = await truth();
    const open = await storage.db.selectFrom('ledger_hold').select('state').execute();
    await annotate(
      `${kills} kills, pessimism ${(Number(((spent - real) * 10_000n) / real) / 100).toFixed(2)} % of ${real}`,
    );
    expect(spent).toBeLessThanOrEqual(BigInt(most));
    expect(spent).toBeGreaterThanOrEqual(real);
    expect(spent).toBe(await booked());
    expect(spent - real).toBeLessThanOrEqual(charged);
    expect(reserved).toBe(0n);
    expect(open.filter(({ state }) => state !== 'charged')).toEqual([]);
  });
});
