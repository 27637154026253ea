import { type Clock, systemClock } from '../src/services/pace/clock.js';
import { Lane } from '../src/services/pace/lane.js';
import { LocalPaceStore, type PaceStore } from '../src/services/pace/pace-store.js';
import { SharedPaceStore } from '../src/services/pace/shared-pace-store.js';
import { openStorage, type StoragePlace } from '../src/storage/open-storage.js';
import { openPaceRows } from '../src/storage/pace-rows.js';
import { FakeClock } from '../test/services/pace/fake-clock.js';

/** What a measured process is told, as JSON in its first argument. */
export type QueueLoad =
  | { what: 'fairness'; minutes: number; perMinute: number; offered: Record<string, number> }
  /** Turns one by one, and as many with 64 at once. Without a place: for this process alone. */
  | { what: 'latency'; turns: number; isLimited: boolean; place?: StoragePlace };

export interface Latency {
  took: number[];
  perSecond: number;
}

const IN_FLIGHT = 64;
const NEVER = new AbortController().signal;
const log = { debug() {}, info() {}, warn: fail, error: fail };

function fail(message: string, facts?: object): never {
  throw new Error(`${message} ${JSON.stringify(facts)}`);
}

const laneOn = (store: PaceStore, clock: Clock, perMinute: number | undefined): Lane =>
  new Lane({
    ...{ name: 'gpt-6-luna', key: 'bench', learn: true, maxQueued: 256, maxWaitMs: 120_000 },
    ...{ configured: { requests: perMinute }, store, clock },
  });

const turn = (lane: Lane, client: string) =>
  lane.turn({
    ...{ client, again: false, signal: NEVER, abortReason: () => new Error('never') },
    tokens: () => 0,
  });

const load: QueueLoad = JSON.parse(process.argv[2]!);
process.send?.(load.what === 'fairness' ? await fairness(load) : await latency(load));
process.disconnect();

/** Turns that each client got in a minute, by a clock that is set forward. */
async function fairness({ minutes, perMinute, offered }: QueueLoad & { what: 'fairness' }) {
  const clock = new FakeClock();
  const lane = laneOn(new LocalPaceStore(() => clock.now()), clock, perMinute);
  const got = Object.fromEntries(Object.keys(offered).map((client) => [client, 0]));
  for (let second = 0; second < minutes * 60; second++) {
    for (const [client, rate] of Object.entries(offered)) {
      const due = Math.floor(((second + 1) * rate) / 60) - Math.floor((second * rate) / 60);
      for (let nth = 0; nth < due; nth++)
        turn(lane, client).then(
          () => got[client]!++,
          () => {},
        );
    }
    await clock.advance(1000);
  }
  return Object.fromEntries(Object.entries(got).map(([client, turns]) => [client, turns / minutes]));
}

async function latency({ turns, isLimited, place }: QueueLoad & { what: 'latency' }): Promise<Latency> {
  const storage = place && (await openStorage(place));
  const local = new LocalPaceStore(Date.now);
  const store = storage
    ? new SharedPaceStore(() => openPaceRows(storage, Date.now), local, { now: Date.now, log })
    : local;
  const lane = laneOn(store, systemClock, isLimited ? 1_000_000 : undefined);
  const took: number[] = [];
  for (let nth = -100; nth < turns; nth++) {
    const start = performance.now();
    await turn(lane, 'bench');
    if (nth >= 0) took.push(performance.now() - start);
  }
  const start = performance.now();
  let left = turns;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (left-- > 0) await turn(lane, 'bench');
    }),
  );
  const ms = performance.now() - start;
  await storage?.close();
  return { took, perSecond: (turns * 1000) / ms };
}
