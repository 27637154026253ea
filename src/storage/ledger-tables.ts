import type { Generated } from 'kysely';

/** Kept for as long as the database: the answer to who spent what. Rows are added, never changed. */
export interface UsageTable {
  id: string;
  /** 1 where it corrects the row of the same id, its cost being the difference; else 0. */
  correction: number;
  /** When the request ended. */
  at: number;
  /** When its money was held: the time that decides in whose windows it counts. */
  counted_at: number;
  client: string | null;
  plugin: string;
  tool: string | null;
  model: string | null;
  call: string | null;
  endpoint: string;
  requested_model: string | null;
  service_tier: string | null;
  input_tokens: number;
  cached_input_tokens: number;
  output_tokens: number;
  reasoning_tokens: number;
  /** Null where no price is known. */
  cost: bigint | null;
  /** What budgets were charged with: the cost, or the hold where that is unknown. */
  charged: bigint;
  basis: 'metered' | 'held' | 'cached';
  status: number;
  upstream_ms: number;
  request_id: string | null;
}

/** Each alert once: (limit_id, window_key, threshold) is unique. */
export interface AlertOutboxTable {
  id: Generated<number>;
  limit_id: string;
  window_key: string;
  threshold: bigint;
  spent: bigint;
  payload: string;
  recorded_at: number;
}

export interface LimitTable {
  id: string;
  scope: 'all' | 'client' | 'plugin' | 'tool' | 'model';
  match: string;
  span: 'call' | 'hour' | 'day' | 'month' | 'total';
  time_zone: string;
}

export interface WindowTable {
  id: Generated<number>;
  limit_id: string;
  window_key: string;
  starts_at: number;
  ends_at: number | null;
  spent: bigint;
  reserved: bigint;
}

export interface HoldTable {
  id: string;
  state: 'reserved' | 'dispatched' | 'charged';
  amount: bigint;
  at: number;
  owner: string;
  lease_until: number | null;
  client: string | null;
  plugin: string;
  tool: string | null;
  model: string | null;
  call: string | null;
}

export interface LedgerTables {
  ledger_limit: LimitTable;
  ledger_window: WindowTable;
  ledger_hold: HoldTable;
  usage_entry: UsageTable;
  alert_outbox: AlertOutboxTable;
}
