import type { Migration } from '../migration.js';

const sqlite = `
CREATE TABLE cache_answer (
  key TEXT PRIMARY KEY,
  content_type TEXT NOT NULL,
  model TEXT,
  bytes INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX cache_answer_used ON cache_answer (used_at, key, bytes);
CREATE INDEX cache_answer_expires ON cache_answer (expires_at);
CREATE TABLE cache_size (id INTEGER PRIMARY KEY CHECK (id = 1), bytes INTEGER NOT NULL);
INSERT INTO cache_size VALUES (1, 0);
`;

const postgres = `
CREATE TABLE cache_answer (
  key text PRIMARY KEY,
  content_type text NOT NULL,
  model text,
  bytes double precision NOT NULL,
  expires_at double precision NOT NULL,
  used_at double precision NOT NULL,
  body bytea NOT NULL
);
CREATE INDEX cache_answer_used ON cache_answer (used_at, key);
CREATE INDEX cache_answer_expires ON cache_answer (expires_at);
CREATE TABLE cache_size (id integer PRIMARY KEY CHECK (id = 1), bytes double precision NOT NULL);
INSERT INTO cache_size VALUES (1, 0);

CREATE FUNCTION cache_keep(
  new_key text, new_type text, new_model text, new_bytes double precision, new_expires double precision,
  new_body bytea, at double precision, most double precision
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  total double precision;
  gone double precision;
BEGIN
  -- One after the other: the sum of what is kept must be right.
  SELECT bytes INTO total FROM cache_size FOR UPDATE;
  WITH removed AS (DELETE FROM cache_answer WHERE key = new_key OR expires_at <= at RETURNING bytes)
    SELECT total - coalesce(sum(bytes), 0) + new_bytes INTO total FROM removed;
  INSERT INTO cache_answer VALUES (new_key, new_type, new_model, new_bytes, new_expires, at, new_body);
  WHILE total > most LOOP
    WITH oldest AS (SELECT key, used_at, bytes FROM cache_answer ORDER BY used_at, key LIMIT 200),
      summed AS (SELECT key, sum(bytes) OVER (ORDER BY used_at, key) - bytes AS before FROM oldest),
      removed AS (DELETE FROM cache_answer WHERE key IN (SELECT key FROM summed WHERE before < total - most)
        RETURNING bytes)
      SELECT coalesce(sum(bytes), 0) INTO gone FROM removed;
    EXIT WHEN gone = 0;
    total := total - gone;
  END LOOP;
  UPDATE cache_size SET bytes = total;
END $$;
`;

export const cacheMigration: Migration = { name: '0004-cache', sqlite, postgres };
