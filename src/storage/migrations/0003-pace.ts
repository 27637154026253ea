import type { Migration } from '../migration.js';

/** A few rows, each changed for every request: PostgreSQL keeps room beside them. */
export const paceMigration: Migration = {
  name: '0003-pace',
  sqlite: `
CREATE TABLE pace (
  key TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) WITHOUT ROWID;
`,
  postgres: `
CREATE TABLE pace (
  key text PRIMARY KEY,
  state text NOT NULL,
  version double precision NOT NULL,
  changed_at double precision NOT NULL
) WITH (fillfactor = 50);
`,
};
