import type { Migration } from '../migration.js';

const tables = (time: string, whole: string) => `
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  work_id TEXT NOT NULL,
  client TEXT NOT NULL,
  plugin TEXT,
  tool TEXT,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  at ${time} NOT NULL,
  ended_at ${time},
  outcome TEXT,
  cost BIGINT,
  held ${whole} NOT NULL,
  file TEXT
);
CREATE INDEX job_client ON job (client, at);
CREATE INDEX job_at ON job (at);
`;

export const jobsMigration: Migration = {
  name: '0007-jobs',
  sqlite: tables('INTEGER', 'INTEGER'),
  postgres: tables('double precision', 'integer'),
};
