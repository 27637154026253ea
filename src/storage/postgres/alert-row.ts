import type { Alert, LedgerLimit } from '../ledger.js';

export interface AlertRow {
  limit_id: string;
  scope: LedgerLimit['scope'];
  match: string;
  span: LedgerLimit['window'];
  time_zone: string;
  window_key: string;
  /** Text within JSON. */
  threshold: bigint | string;
  spent: bigint | string;
  payload: string;
}

export const alertOf = (row: AlertRow): Alert => ({
  limit: {
    id: row.limit_id,
    scope: row.scope,
    match: row.match,
    window: row.span,
    timeZone: row.time_zone,
  },
  key: row.window_key,
  at: BigInt(row.threshold),
  spent: BigInt(row.spent),
  payload: row.payload,
});
