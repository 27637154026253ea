import type { DryRun } from '../../contracts/dry-run.js';
import type { RecordRow, RecordShelf } from '../../storage/record-store.js';

/** What a dry run would have kept; null for what it would have deleted. */
const unwritten = new WeakMap<DryRun, Map<string, RecordRow | null>>();

const keyOf = ({ plugin, owner, kind }: RecordShelf, id: string) => JSON.stringify([plugin, owner, kind, id]);

/** Undefined: the run has not touched it. */
export const unwrittenRow = (run: DryRun, shelf: RecordShelf, id: string): RecordRow | null | undefined =>
  unwritten.get(run)?.get(keyOf(shelf, id));

/** Remembers what is not written; the call sees it as if it were. */
export function leaveUnwritten(run: DryRun, shelf: RecordShelf, id: string, row: RecordRow | null): void {
  const rows = unwritten.get(run) ?? new Map<string, RecordRow | null>();
  unwritten.set(run, rows.set(keyOf(shelf, id), row));
}
