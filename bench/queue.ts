import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { StoragePlace } from '../src/storage/open-storage.ts';
import { bundleSource } from '../test/support/bundle-source.ts';
import { startPostgres } from '../test/support/postgres-server.ts';
import type { Measuring } from './measuring.ts';
import type { Latency, QueueLoad } from './queue-process.ts';
import type { Section } from './section.ts';
import { quantile } from './statistics.ts';

const PER_MINUTE = 90;
const MINUTES = 30;
const OFFERED = { 'client × 1': 10, 'client × 10': 100, 'client × 100': 1000 };
type Clients = Record<string, number>;

/** Who gets how much of a limit, and what its turn costs a request that need not wait. */
export async function measureQueue(folder: string, measuring: Measuring): Promise<Section[]> {
  const { script, remove } = await bundleSource(join(import.meta.dirname, 'queue-process.ts'));
  try {
    return [await fairness(script, measuring), await latency(script, folder, measuring)];
  } finally {
    await remove();
  }
}

async function fairness(script: string, { progress }: Measuring): Promise<Section> {
  progress('queue: fairness');
  const got: Clients = await run(script, {
    what: 'fairness',
    minutes: MINUTES,
    perMinute: PER_MINUTE,
    offered: OFFERED,
  });
  const offeredInAll = Object.values(OFFERED).reduce((sum, rate) => sum + rate, 0);
  const fair = fairShares(OFFERED, PER_MINUTE);
  return {
    name: 'queueFairness',
    title: `Queue: three clients, ${PER_MINUTE} requests a minute allowed (${MINUTES} minutes, by a clock set forward)`,
    columns: Object.keys(OFFERED),
    rows: [
      { figure: 'requests a minute offered', values: OFFERED },
      {
        figure: '… sent by one queue for all',
        values: by((client) => (OFFERED[client] * PER_MINUTE) / offeredInAll),
      },
      { figure: '… sent', values: got },
      {
        figure: '× its fair share',
        values: by((client) => got[client]! / fair[client]!),
        goal: { atLeast: 0.9 },
      },
    ],
  };
}

const by = (value: (client: keyof typeof OFFERED) => number): Clients =>
  Object.fromEntries(Object.keys(OFFERED).map((client) => [client, value(client as keyof typeof OFFERED)]));

/** What nobody wants is shared among those who want more (max-min). */
function fairShares(offered: Clients, room: number): Clients {
  const shares: Clients = {};
  const modest = Object.entries(offered).sort(([, one], [, other]) => one - other);
  modest.forEach(([client, wanted], place) => {
    shares[client] = Math.min(wanted, room / (modest.length - place));
    room -= shares[client];
  });
  return shares;
}

async function latency(script: string, folder: string, { lighter, progress }: Measuring): Promise<Section> {
  progress('queue: starting PostgreSQL');
  const postgres = await startPostgres([]);
  const sqlite: StoragePlace = { file: join(folder, 'queue.sqlite'), synchronous: 'normal' };
  const turns = 2000 / lighter;
  const loads: Record<string, QueueLoad> = {
    'no limit': { what: 'latency', turns, isLimited: false, place: sqlite },
    'one process': { what: 'latency', turns, isLimited: true },
    sqlite: { what: 'latency', turns, isLimited: true, place: sqlite },
    postgres: { what: 'latency', turns, isLimited: true, place: { url: postgres.url } },
  };
  try {
    const taken: Record<string, Latency> = {};
    for (const [name, load] of Object.entries(loads)) {
      progress(`queue: ${name}`);
      taken[name] = await run(script, load);
    }
    const values = (value: (latency: Latency) => number) =>
      Object.fromEntries(Object.entries(taken).map(([name, latency]) => [name, value(latency)]));
    return {
      name: 'queueLatency',
      title: 'Queue: a turn when nobody waits (PostgreSQL on this machine)',
      columns: Object.keys(loads),
      rows: [
        { figure: 'ms, p50', values: values(({ took }) => quantile(took, 0.5)) },
        { figure: 'ms, p99', values: values(({ took }) => quantile(took, 0.99)) },
        { figure: 'turns/s, 64 in flight', values: values(({ perSecond }) => perSecond) },
      ],
    };
  } finally {
    await postgres.stop();
  }
}

async function run<T>(script: string, load: QueueLoad): Promise<T> {
  const child = fork(script, [JSON.stringify(load)]);
  const [result] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('A process that was measured ended too soon.');
    }),
  ]);
  if (child.exitCode === null) await once(child, 'exit');
  return result as T;
}
