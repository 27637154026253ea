import type { LedgerTables } from './ledger-tables.js';

/** Every table, as queries through Kysely see it. A store adds its own here. */
export type Tables = LedgerTables;
