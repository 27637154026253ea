import type { LedgerLimit } from '../ledger.js';
import { globPattern } from '../name-pattern.js';
import type { SqliteDatabase } from './sqlite-database.js';

/** Limits are never taken back, so their number tells whether there are new ones. */
export const countLimits = (db: SqliteDatabase): number =>
  Number(db.statement('SELECT count(*) AS limits FROM ledger_limit').get()?.limits);

export const readLimits = (db: SqliteDatabase): LedgerLimit[] =>
  db
    .statement(
      'SELECT id, scope, match, span AS window, time_zone AS timeZone FROM ledger_limit ORDER BY rowid',
    )
    .all()
    .map((row) => ({ ...row }) as unknown as LedgerLimit);

export function addLimits(db: SqliteDatabase, limits: readonly LedgerLimit[]): void {
  const add = db.statement('INSERT OR IGNORE INTO ledger_limit VALUES (?, ?, ?, ?, ?, ?)');
  for (const { id, scope, match, window, timeZone } of limits)
    add.run(id, scope, match, globPattern(match), window, timeZone);
}
