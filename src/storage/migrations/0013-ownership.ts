import type { Migration } from '../migration.js';

const table = (time: string, id: string) => `
CREATE TABLE owned (
  id ${id} PRIMARY KEY,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  at ${time} NOT NULL
);
CREATE INDEX owned_by_owner ON owned (owner, kind);
`;

export const ownershipMigration: Migration = {
  name: '0013-ownership',
  sqlite: table('INTEGER', 'TEXT'),
  postgres: table('double precision', 'TEXT COLLATE "C"'),
};
