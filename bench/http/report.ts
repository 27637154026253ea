import { median, medianKnown } from '../statistics.ts';
import type { LoadFigures } from './load-process.ts';
import type { Era } from './messages.ts';

/** One turn of one server. */
export interface Round extends LoadFigures {
  /** CPU time of the server for each call; null where the platform does not tell. */
  cpuUs: number | null;
  rssMiB: number | null;
}

export interface Cell {
  era: Era;
  clients: number;
  ours: Round[];
  bare: Round[];
  /** RSS of each when it had been warmed up, MiB. */
  warm: { ours: number | null; bare: number | null };
}

/** What ours is held to, beside the bare SDK. */
const GOAL = 0.9;

const HEADINGS = ['', 'calls/s', 'p50 ms', 'p99 ms', 'CPU µs/call', 'errors'];

/** A table for each era and number of clients: medians over the rounds. */
export const report = (cells: readonly Cell[]): string => cells.map(reportCell).join('\n\n');

function reportCell({ era, clients, ours, bare, warm }: Cell): string {
  const rows = [HEADINGS, rowOf('ours', ours), rowOf('bare SDK', bare)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join('  '));
  const rate = median(ours.map((round, index) => round.perSecond / bare[index]!.perSecond));
  const cpu = medianKnown(
    ours.map(({ cpuUs }, index) => {
      const other = bare[index]!.cpuUs;
      return cpuUs === null || other === null ? null : other / cpuUs;
    }),
  );
  const ratios = `ours ÷ bare: throughput × ${rate.toFixed(2)}, by CPU time × ${cpu?.toFixed(2) ?? '?'} (goal ≥ ${GOAL})`;
  const memory = [
    `RSS MiB, warm and after each turn: ours ${memoryOf(warm.ours, ours)}`,
    `bare SDK ${memoryOf(warm.bare, bare)}`,
  ];
  return [`${era}, ${clients} clients`, ...lines, ratios, memory.join('; ')].join('\n');
}

const memoryOf = (warm: number | null, rounds: readonly Round[]): string =>
  [warm, ...rounds.map(({ rssMiB }) => rssMiB)].map((mib) => mib?.toFixed(0) ?? '?').join(' ');

function rowOf(name: string, rounds: readonly Round[]): string[] {
  const of = (figure: (round: Round) => number, digits = 0) => median(rounds.map(figure)).toFixed(digits);
  const cpu = medianKnown(rounds.map(({ cpuUs }) => cpuUs));
  return [
    name,
    of(({ perSecond }) => perSecond),
    of(({ p50Ms }) => p50Ms),
    of(({ p99Ms }) => p99Ms),
    cpu?.toFixed(0) ?? '?',
    String(rounds.reduce((sum, { errors }) => sum + errors, 0)),
  ];
}
