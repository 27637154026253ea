/**
 * One step of the database's form. Each script runs once, within a transaction, and never changes once it is released.
 * Times are ms since 1970 (`INTEGER`, `double precision`), money is nano-USD (`BIGINT` on both).
 */
export interface Migration {
  /** `0001-ledger`: they run in this order. */
  name: string;
  sqlite: string;
  postgres: string;
}
