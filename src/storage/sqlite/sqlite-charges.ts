import { readThresholds } from '../alert-thresholds.js';
import type { Alert, LedgerLimit } from '../ledger.js';
import type { SqliteDatabase } from './sqlite-database.js';

/** Adds to what is spent and held in windows; returns the alerts that this is the first to reach. */
export function charge(
  db: SqliteDatabase,
  windows: readonly number[],
  { spent, reserved, at }: { spent: bigint; reserved: bigint; at: number },
): Alert[] {
  const alerts: Alert[] = [];
  for (const id of windows) {
    const now = db
      .bigStatement(
        'UPDATE ledger_window SET spent = spent + ?, reserved = reserved + ? WHERE id = ? RETURNING spent, next_alert',
      )
      .get(spent, reserved, id);
    if (typeof now?.next_alert === 'bigint' && now.next_alert <= (now.spent as bigint))
      alerts.push(...recordAlerts(db, id, at));
  }
  return alerts;
}

function recordAlerts(db: SqliteDatabase, id: number, at: number): Alert[] {
  const row = db
    .bigStatement(`SELECT window_key, spent, alerts, l.id, scope, match, span, time_zone
      FROM ledger_window w JOIN ledger_limit l ON l.id = w.limit_id WHERE w.id = ?`)
    .get(id) as unknown as AlertedRow;
  const limit = {
    id: row.id,
    scope: row.scope,
    match: row.match,
    window: row.span,
    timeZone: row.time_zone,
  };
  const thresholds = readThresholds(row.alerts);
  const next = thresholds.find((threshold) => threshold.at > row.spent);
  db.statement('UPDATE ledger_window SET next_alert = ? WHERE id = ?').run(next?.at ?? null, id);
  const record = db.statement(
    'INSERT OR IGNORE INTO alert_outbox (limit_id, window_key, threshold, spent, payload, recorded_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return thresholds
    .filter((threshold) => threshold.at <= row.spent)
    .filter(
      (threshold) =>
        Number(record.run(row.id, row.window_key, threshold.at, row.spent, threshold.payload, at).changes) >
        0,
    )
    .map((threshold) => ({ limit, key: row.window_key, spent: row.spent, ...threshold }));
}

interface AlertedRow {
  window_key: string;
  spent: bigint;
  alerts: string;
  id: string;
  scope: LedgerLimit['scope'];
  match: string;
  span: LedgerLimit['window'];
  time_zone: string;
}
