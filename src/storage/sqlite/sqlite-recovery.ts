import type { Recovery } from '../ledger.js';
import { charge } from './sqlite-charges.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { lostEntry, overdueHolds } from './sqlite-holds.js';
import { book } from './sqlite-usage.js';

const MOST_AT_ONCE = 100;
const DAY_MS = 86_400_000;

/** Settles some holds whose lease has run out; none left, none settled. */
export function recoverSome(db: SqliteDatabase, now: number): Recovery {
  const found: Recovery = { released: 0, charged: 0, chargedNanoUsd: 0n, alerts: [] };
  for (const hold of overdueHolds(db, now, MOST_AT_ONCE)) {
    const { id, amount, at: countedAt, windows } = hold;
    if (hold.state === 'reserved') {
      db.statement('DELETE FROM ledger_hold WHERE id = ?').run(id);
      charge(db, windows, { spent: 0n, reserved: -amount, at: now });
      found.released++;
    } else {
      db.statement("UPDATE ledger_hold SET state = 'charged' WHERE id = ?").run(id);
      book(db, lostEntry(hold, now), { correction: false, countedAt, cost: amount, charged: amount });
      found.alerts.push(...charge(db, windows, { spent: amount, reserved: -amount, at: now }));
      found.charged++;
      found.chargedNanoUsd += amount;
    }
  }
  return found;
}

/** Forgets windows that nothing counts in any more, and lost requests that nobody will come back to. */
export function sweep(db: SqliteDatabase, now: number): void {
  db.statement("DELETE FROM ledger_hold WHERE state = 'charged' AND lease_until < ?").run(now - 30 * DAY_MS);
  db.statement(`DELETE FROM ledger_window WHERE id IN (
      SELECT w.id FROM ledger_window w JOIN ledger_limit l ON l.id = w.limit_id
      WHERE w.touched_at < $touched AND (l.span = 'call' OR w.ends_at < $ended)
        AND NOT EXISTS (SELECT 1 FROM ledger_hold h, json_each(h.windows) held WHERE held.value = w.id)
      LIMIT 1000)`).run({ touched: now - DAY_MS, ended: now - 7 * DAY_MS });
}
