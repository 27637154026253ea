import type { Migration } from '../migration.js';

// Ids sort by code point on both engines, whatever the locale of a PostgreSQL database.
const table = (time: string, whole: string, id: string) => `
CREATE TABLE record (
  plugin TEXT NOT NULL,
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  id ${id} NOT NULL,
  value TEXT NOT NULL,
  version ${whole} NOT NULL,
  created_at ${time} NOT NULL,
  updated_at ${time} NOT NULL,
  PRIMARY KEY (plugin, owner, kind, id)
);
`;

export const recordsMigration: Migration = {
  name: '0009-records',
  sqlite: table('INTEGER', 'INTEGER', 'TEXT'),
  postgres: table('double precision', 'integer', 'TEXT COLLATE "C"'),
};
