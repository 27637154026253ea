import type { Migration } from '../migration.js';
import { LEDGER_FUNCTIONS } from './0001-ledger-functions.js';
import { RECOVERY_FUNCTIONS } from './0001-recovery-functions.js';

const SUBJECT = 'client text, plugin text NOT NULL, tool text, model text, call text';

const sqlite = `
CREATE TABLE ledger_limit (
  id TEXT PRIMARY KEY,
  scope TEXT NOT NULL,
  match TEXT NOT NULL,
  pattern TEXT NOT NULL,
  span TEXT NOT NULL,
  time_zone TEXT NOT NULL
);

CREATE TABLE ledger_window (
  id INTEGER PRIMARY KEY,
  limit_id TEXT NOT NULL REFERENCES ledger_limit,
  window_key TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER,
  touched_at INTEGER NOT NULL,
  spent BIGINT NOT NULL,
  reserved BIGINT NOT NULL,
  alerts TEXT NOT NULL DEFAULT '[]',
  next_alert BIGINT,
  UNIQUE (limit_id, window_key)
);
CREATE INDEX ledger_window_touched ON ledger_window (touched_at);

CREATE TABLE ledger_hold (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  amount BIGINT NOT NULL,
  windows TEXT NOT NULL,
  at INTEGER NOT NULL,
  owner TEXT NOT NULL,
  lease_until INTEGER,
  ${SUBJECT}
) WITHOUT ROWID;

CREATE TABLE usage_entry (
  id TEXT NOT NULL,
  correction INTEGER NOT NULL,
  at INTEGER NOT NULL,
  counted_at INTEGER NOT NULL,
  ${SUBJECT},
  endpoint TEXT NOT NULL,
  requested_model TEXT,
  service_tier TEXT,
  input_tokens INTEGER NOT NULL,
  cached_input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  cost BIGINT,
  charged BIGINT NOT NULL,
  basis TEXT NOT NULL,
  status INTEGER NOT NULL,
  upstream_ms INTEGER NOT NULL,
  request_id TEXT,
  UNIQUE (id, correction)
);
CREATE INDEX usage_entry_at ON usage_entry (at);
CREATE INDEX usage_entry_call ON usage_entry (call) WHERE call IS NOT NULL;

CREATE TABLE alert_outbox (
  id INTEGER PRIMARY KEY,
  limit_id TEXT NOT NULL,
  window_key TEXT NOT NULL,
  threshold BIGINT NOT NULL,
  spent BIGINT NOT NULL,
  payload TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  UNIQUE (limit_id, window_key, threshold)
);
`;

/** The hot rows keep room in their pages, so that a change stays in place. */
const postgres = `
CREATE TABLE ledger_limit (
  id text PRIMARY KEY,
  scope text NOT NULL,
  match text NOT NULL,
  pattern text NOT NULL,
  span text NOT NULL,
  time_zone text NOT NULL
);

CREATE TABLE ledger_window (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  limit_id text NOT NULL REFERENCES ledger_limit,
  window_key text NOT NULL,
  starts_at double precision NOT NULL,
  ends_at double precision,
  touched_at double precision NOT NULL,
  spent bigint NOT NULL,
  reserved bigint NOT NULL,
  alerts text NOT NULL DEFAULT '[]',
  next_alert bigint,
  UNIQUE (limit_id, window_key)
) WITH (fillfactor = 50);

CREATE TABLE ledger_hold (
  id text PRIMARY KEY,
  state text NOT NULL,
  amount bigint NOT NULL,
  windows integer[] NOT NULL,
  at double precision NOT NULL,
  owner text NOT NULL,
  lease_until double precision,
  ${SUBJECT}
) WITH (fillfactor = 50);

CREATE TABLE usage_entry (
  id text NOT NULL,
  correction integer NOT NULL,
  at double precision NOT NULL,
  counted_at double precision NOT NULL,
  ${SUBJECT},
  endpoint text NOT NULL,
  requested_model text,
  service_tier text,
  input_tokens integer NOT NULL,
  cached_input_tokens integer NOT NULL,
  output_tokens integer NOT NULL,
  reasoning_tokens integer NOT NULL,
  cost bigint,
  charged bigint NOT NULL,
  basis text NOT NULL,
  status integer NOT NULL,
  upstream_ms integer NOT NULL,
  request_id text,
  PRIMARY KEY (id, correction)
);
CREATE INDEX usage_entry_at ON usage_entry (at);
CREATE INDEX usage_entry_call ON usage_entry (call) WHERE call IS NOT NULL;

CREATE TABLE alert_outbox (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  limit_id text NOT NULL,
  window_key text NOT NULL,
  threshold bigint NOT NULL,
  spent bigint NOT NULL,
  payload text NOT NULL,
  recorded_at double precision NOT NULL,
  UNIQUE (limit_id, window_key, threshold)
);
`;

export const ledgerMigration: Migration = {
  name: '0001-ledger',
  sqlite,
  postgres: postgres + LEDGER_FUNCTIONS + RECOVERY_FUNCTIONS,
};
