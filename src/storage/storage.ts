import type { Kysely } from 'kysely';
import type { Broadcast } from './broadcast.js';
import type { Ledger } from './ledger.js';
import type { PostgresPool } from './postgres/postgres-pool.js';
import type { SqliteTurns } from './sqlite/sqlite-turns.js';
import type { Tables } from './tables.js';

/** What a store works on: one of the two. */
export type Engine = { kind: 'sqlite'; turns: SqliteTurns } | { kind: 'postgres'; pool: PostgresPool };

/** An open database, up to date. */
export interface Storage {
  engine: Engine;
  /** For queries off the hot path, the same on both engines. No transactions, no streams: a store asks `engine` for those. */
  db: Kysely<Tables>;
  ledger: Ledger;
  broadcast: Broadcast;
  close(): Promise<void>;
}
