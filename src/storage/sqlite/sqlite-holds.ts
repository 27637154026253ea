import type { Hold, LedgerSubject, UsageEntry } from '../ledger.js';
import type { SqliteDatabase } from './sqlite-database.js';

export interface HoldRow {
  id: string;
  state: 'reserved' | 'dispatched' | 'charged';
  amount: bigint;
  at: number;
  windows: number[];
  subject: LedgerSubject;
}

export function insertHold(db: SqliteDatabase, hold: Hold, windows: readonly number[]): void {
  const { client, plugin, tool, model, call } = hold.subject;
  db.statement("INSERT INTO ledger_hold VALUES (?, 'reserved', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").run(
    ...[hold.id, hold.amount, JSON.stringify(windows), hold.at, hold.owner, hold.leaseUntil],
    ...[client, plugin, tool, model, call],
  );
}

/** Takes the hold out of the table: whoever got it settles it, and nobody else will. */
export function takeHold(db: SqliteDatabase, id: string): HoldRow | undefined {
  const row = db.bigStatement('DELETE FROM ledger_hold WHERE id = ? RETURNING *').get(id);
  return row === undefined ? undefined : readHold(row);
}

export const overdueHolds = (db: SqliteDatabase, now: number, most: number): HoldRow[] =>
  db
    .bigStatement("SELECT * FROM ledger_hold WHERE lease_until < ? AND state <> 'charged' LIMIT ?")
    .all(now, most)
    .map(readHold);

/** What is known of a request whose process died: that it was sent. */
export const lostEntry = ({ id, amount, subject }: HoldRow, at: number): UsageEntry => ({
  ...{ id, at, subject, endpoint: '', requestedModel: subject.model, serviceTier: null },
  ...{ inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0 },
  ...{ cost: amount, basis: 'held', status: 0, upstreamMs: 0, requestId: null },
});

function readHold(row: Record<string, unknown>): HoldRow {
  const { id, state, amount, at, windows, client, plugin, tool, model, call } = row as unknown as StoredHold;
  return {
    ...{ id, state, amount, at: Number(at), windows: JSON.parse(windows) },
    subject: { client, plugin, tool, model, call },
  };
}

interface StoredHold extends Pick<HoldRow, 'id' | 'state' | 'amount'>, LedgerSubject {
  at: bigint;
  windows: string;
}
