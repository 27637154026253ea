import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { StoragePlace } from '../src/storage/open-storage.ts';
import { bundleSource } from '../test/support/bundle-source.ts';
import { startPostgres } from '../test/support/postgres-server.ts';
import type { LedgerLoad } from './ledger-process.ts';
import type { Measuring } from './measuring.ts';
import type { Section } from './section.ts';
import { quantile } from './statistics.ts';

interface Report {
  took: number[];
  ms: number;
}

const PROCESSES = 4;

/** What a request's hold costs: in a process alone, and where several hammer on one limit. */
export async function measureLedger(folder: string, { lighter, progress }: Measuring): Promise<Section> {
  const { script, remove } = await bundleSource(join(import.meta.dirname, 'ledger-process.ts'));
  progress('ledger: starting PostgreSQL');
  const postgres = await startPostgres([]);
  const sqlite = (synchronous: 'normal' | 'full'): StoragePlace => ({
    ...{ file: join(folder, `ledger-${synchronous}.sqlite`), synchronous },
  });
  const places = { sqlite: sqlite('normal'), sqliteFull: sqlite('full'), postgres: { url: postgres.url } };
  try {
    const alone: Record<string, number[]> = {};
    const steps: Record<string, number> = {};
    const crowded: Record<string, number> = {};
    for (const [name, place] of Object.entries(places)) {
      progress(`ledger on ${name}`);
      const [one] = await together(script, 1, { place, requests: 2_000 / lighter, inFlight: 1 });
      alone[name] = one!.took;
      const load = { place, requests: 2_000 / lighter, inFlight: 16 };
      const all = await together(script, PROCESSES, load);
      crowded[name] = quantile(
        all.flatMap(({ took }) => took),
        0.99,
      );
      steps[name] = (2 * PROCESSES * load.requests * 1_000) / Math.max(...all.map(({ ms }) => ms));
    }
    const by = (share: number) =>
      Object.fromEntries(Object.entries(alone).map(([name, took]) => [name, quantile(took, share)]));
    return {
      name: 'ledger',
      title: 'Ledger: a request under three limits, on each engine (PostgreSQL on this machine)',
      columns: Object.keys(places),
      rows: [
        { figure: 'reserve + settle, ms, p50', values: by(0.5), goal: { atMost: 0.5 } },
        { figure: 'reserve + settle, ms, p99', values: by(0.99) },
        { figure: `transactions/s, ${PROCESSES} processes × 16 in flight`, values: steps },
        { figure: 'reserve + settle meanwhile, ms, p99', values: crowded },
      ],
    };
  } finally {
    await postgres.stop();
    await remove();
  }
}

/** Processes that begin at the same time. */
async function together(script: string, count: number, load: LedgerLoad): Promise<Report[]> {
  const children = Array.from({ length: count }, () => fork(script, [JSON.stringify(load)]));
  await Promise.all(children.map((child) => message(child)));
  const reports = children.map((child) => message(child) as Promise<Report>);
  for (const child of children) child.send('begin');
  const taken = await Promise.all(reports);
  await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')));
  return taken;
}

async function message(child: ChildProcess): Promise<unknown> {
  const [said] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('A process that was measured ended too soon.');
    }),
  ]);
  return said;
}
