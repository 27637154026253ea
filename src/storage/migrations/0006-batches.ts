import type { Migration } from '../migration.js';

const tables = (time: string, whole: string) => `
CREATE TABLE batch_file (
  file_id TEXT PRIMARY KEY,
  most BIGINT,
  reason TEXT,
  exact ${whole} NOT NULL,
  at ${time} NOT NULL
);

CREATE TABLE batch_running (
  batch_id TEXT PRIMARY KEY,
  hold_id TEXT NOT NULL,
  exact ${whole} NOT NULL,
  at ${time} NOT NULL,
  client TEXT,
  plugin TEXT NOT NULL,
  tool TEXT,
  model TEXT,
  call TEXT
);
`;

export const batchesMigration: Migration = {
  name: '0006-batches',
  sqlite: tables('INTEGER', 'INTEGER'),
  postgres: tables('double precision', 'integer'),
};
