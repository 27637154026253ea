import type { Alert, UsageEntry } from '../ledger.js';
import { charge } from './sqlite-charges.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { type HoldRow, takeHold } from './sqlite-holds.js';
import { book } from './sqlite-usage.js';
import { windowsOf } from './sqlite-windows.js';

/** Books an entry, in place of its hold or without one. The second time it does nothing. */
export function settle(db: SqliteDatabase, entry: UsageEntry): Alert[] {
  const hold = takeHold(db, entry.id);
  if (hold === undefined) return settleWithoutHold(db, entry);
  const charged = entry.cost ?? hold.amount;
  const { at: countedAt, amount } = hold;
  if (hold.state === 'charged') {
    const cost = entry.cost === null ? null : entry.cost - amount;
    book(db, entry, { correction: true, countedAt, cost, charged: charged - amount });
    return charge(db, hold.windows, { spent: charged - amount, reserved: 0n, at: entry.at });
  }
  const cost = entry.cost ?? (entry.basis === 'held' ? amount : null);
  book(db, entry, { correction: false, countedAt, cost, charged });
  return charge(db, hold.windows, { spent: charged, reserved: -amount, at: entry.at });
}

/** What was charged for a lost request turns out to have cost nothing. */
export function undoCharge(db: SqliteDatabase, { id, amount, windows, at }: HoldRow): void {
  db.statement(`INSERT INTO usage_entry
    SELECT id, 1, at, counted_at, client, plugin, tool, model, call, endpoint, requested_model, service_tier,
      0, 0, 0, 0, -cost, -charged, basis, status, 0, request_id
    FROM usage_entry WHERE id = ? AND correction = 0`).run(id);
  charge(db, windows, { spent: -amount, reserved: 0n, at });
}

function settleWithoutHold(db: SqliteDatabase, entry: UsageEntry): Alert[] {
  const { at, subject, cost } = entry;
  const charged = cost ?? 0n;
  if (!book(db, entry, { correction: false, countedAt: at, cost, charged }) || charged === 0n) return [];
  return charge(db, windowsOf(db, subject, at), { spent: charged, reserved: 0n, at });
}
