import type { Migration } from '../migration.js';

const tables = (time: string, whole: string) => `
CREATE TABLE tuning_file (
  file_id TEXT PRIMARY KEY,
  examples ${whole} NOT NULL,
  tokens ${whole} NOT NULL,
  images ${whole} NOT NULL,
  at ${time} NOT NULL
);
`;

export const tuningMigration: Migration = {
  name: '0011-tuning',
  sqlite: tables('INTEGER', 'INTEGER'),
  postgres: tables('double precision', 'integer'),
};
