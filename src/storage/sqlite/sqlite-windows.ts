import { lowestThreshold, thresholdsText } from '../alert-thresholds.js';
import type { LedgerLimit, LedgerSubject, LedgerWindow } from '../ledger.js';
import type { SqliteDatabase } from './sqlite-database.js';

export interface WindowRow {
  id: number;
  spent: bigint;
  reserved: bigint;
}

/** The window's row; made now if nobody has touched it yet, with what was spent and is held in it already. */
export function windowRow(db: SqliteDatabase, window: LedgerWindow, at: number): WindowRow {
  const found = db
    .bigStatement('SELECT id, spent, reserved FROM ledger_window WHERE limit_id = ? AND window_key = ?')
    .get(window.limit.id, window.key);
  if (found === undefined) return seed(db, window, at);
  return { id: Number(found.id), spent: found.spent as bigint, reserved: found.reserved as bigint };
}

/** What alerts go out for a window: whoever looked last decides, since their config is the latest. */
export function setAlerts(db: SqliteDatabase, id: number, alerts: LedgerWindow['alerts']): void {
  db.statement('UPDATE ledger_window SET alerts = ?, next_alert = ? WHERE id = ?').run(
    thresholdsText(alerts),
    lowestThreshold(alerts),
    id,
  );
}

/** Windows that a request without a hold falls into, as far as anybody has touched them. */
export function windowsOf(db: SqliteDatabase, subject: LedgerSubject, at: number): number[] {
  const { client, plugin, tool, model, call } = subject;
  return db
    .statement(`SELECT w.id FROM ledger_limit l JOIN ledger_window w ON w.limit_id = l.id
      WHERE (l.scope = 'all' OR CASE l.scope WHEN 'client' THEN $client WHEN 'plugin' THEN $plugin WHEN 'tool' THEN $tool ELSE $model END GLOB l.pattern)
        AND CASE l.span WHEN 'call' THEN w.window_key = $call ELSE w.starts_at <= $at AND coalesce(w.ends_at > $at, TRUE) END`)
    .all({ client, plugin, tool, model, call, at })
    .map(({ id }) => Number(id));
}

function seed(db: SqliteDatabase, { limit, key, start, end }: LedgerWindow, at: number): WindowRow {
  const { pattern } = db.statement('SELECT pattern FROM ledger_limit WHERE id = ?').get(limit.id) ?? {};
  if (pattern === undefined) throw new Error(`The limit ${limit.id} is not registered.`);
  const within = `counted_at >= ? AND coalesce(counted_at < ?, TRUE) AND ${subjectFits(limit)}`;
  const scope = limit.scope === 'all' ? [] : [pattern];
  const spent = db
    .bigStatement(
      `SELECT coalesce(sum(charged), 0) AS spent FROM usage_entry WHERE ${limit.window === 'call' ? 'call = ?' : 'at >= ?'} AND ${within}`,
    )
    .get(limit.window === 'call' ? key : start, start, end, ...scope)!.spent as bigint;
  const holding = `${limit.window === 'call' ? 'call = ?' : '? IS NOT NULL'} AND ${within.replaceAll('counted_at', 'at')}`;
  const holds = [key, start, end, ...scope];
  const reserved = db
    .bigStatement(
      `SELECT coalesce(sum(amount), 0) AS reserved FROM ledger_hold WHERE state <> 'charged' AND ${holding}`,
    )
    .get(...holds)!.reserved as bigint;
  const { lastInsertRowid } = db
    .statement(
      'INSERT INTO ledger_window (limit_id, window_key, starts_at, ends_at, touched_at, spent, reserved) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(limit.id, key, start, end, at, spent, reserved);
  const id = Number(lastInsertRowid);
  db.statement(`UPDATE ledger_hold SET windows = json_insert(windows, '$[#]', ?) WHERE ${holding}`).run(
    id,
    ...holds,
  );
  return { id, spent, reserved };
}

const subjectFits = ({ scope }: LedgerLimit): string => (scope === 'all' ? 'TRUE' : `${scope} GLOB ?`);
