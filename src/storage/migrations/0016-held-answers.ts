import type { Migration } from '../migration.js';

const table = (time: string) => `
CREATE TABLE held_answer (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  tool TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  at ${time} NOT NULL
);
CREATE INDEX held_answer_owner ON held_answer (owner, tool);
CREATE INDEX held_answer_at ON held_answer (at);
`;

export const heldAnswersMigration: Migration = {
  name: '0016-held-answers',
  sqlite: table('INTEGER'),
  postgres: table('double precision'),
};
