import type { Migration } from '../migration.js';

const tables = (time: string, whole: string) => `
CREATE TABLE shared_secret (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  made_at ${time} NOT NULL
);
CREATE TABLE client_session (
  id TEXT PRIMARY KEY,
  owner TEXT,
  hello TEXT NOT NULL,
  seen_at ${time} NOT NULL
);
CREATE INDEX client_session_seen ON client_session (seen_at);
CREATE TABLE client_session_wish (
  session_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (session_id, subject)
);
CREATE TABLE produced_file (
  shelf TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  size ${whole} NOT NULL,
  at ${time} NOT NULL,
  PRIMARY KEY (shelf, name)
);
CREATE INDEX produced_file_at ON produced_file (shelf, at);
`;

export const replicasMigration: Migration = {
  name: '0014-replicas',
  sqlite: tables('INTEGER', 'INTEGER'),
  postgres: tables('double precision', 'double precision'),
};
