import { CHAIN_START } from '../audit-chain.js';
import type { Migration } from '../migration.js';

const sqlite = `
CREATE TABLE audit_record (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  record TEXT NOT NULL,
  hash TEXT NOT NULL,
  batch TEXT
);
CREATE UNIQUE INDEX audit_record_batch ON audit_record (batch) WHERE batch IS NOT NULL;
CREATE TABLE audit_head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  anchor_seq INTEGER NOT NULL,
  anchor_hash TEXT NOT NULL,
  purged_at INTEGER NOT NULL
);
INSERT INTO audit_head VALUES (1, 0, '${CHAIN_START}', 0, '${CHAIN_START}', 0);

CREATE TRIGGER audit_record_keeps BEFORE UPDATE ON audit_record
BEGIN
  SELECT RAISE(ABORT, 'Audit records are never changed.');
END;
CREATE TRIGGER audit_record_stays BEFORE DELETE ON audit_record
WHEN OLD.seq > (SELECT anchor_seq FROM audit_head)
BEGIN
  SELECT RAISE(ABORT, 'Audit records are removed from the oldest on, by a purge.');
END;
`;

const postgres = `
CREATE TABLE audit_record (
  seq integer PRIMARY KEY,
  at double precision NOT NULL,
  record text NOT NULL,
  hash text NOT NULL,
  batch text
);
CREATE UNIQUE INDEX audit_record_batch ON audit_record (batch) WHERE batch IS NOT NULL;
CREATE TABLE audit_head (
  one integer PRIMARY KEY CHECK (one = 1),
  seq integer NOT NULL,
  hash text NOT NULL,
  anchor_seq integer NOT NULL,
  anchor_hash text NOT NULL,
  purged_at double precision NOT NULL
) WITH (fillfactor = 50);
INSERT INTO audit_head VALUES (1, 0, '${CHAIN_START}', 0, '${CHAIN_START}', 0);

CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'Audit records are never changed.';
  ELSIF OLD.seq > (SELECT anchor_seq FROM audit_head) THEN
    RAISE EXCEPTION 'Audit records are removed from the oldest on, by a purge.';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER audit_record_keeps BEFORE UPDATE OR DELETE ON audit_record
  FOR EACH ROW EXECUTE FUNCTION audit_keep();

CREATE FUNCTION audit_append(batch_id text, times double precision[], records text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  head audit_head%ROWTYPE;
BEGIN
  SELECT * INTO head FROM audit_head FOR UPDATE;
  IF EXISTS (SELECT 1 FROM audit_record WHERE batch = batch_id) THEN
    RETURN;
  END IF;
  FOR n IN 1 .. cardinality(records) LOOP
    head.seq := head.seq + 1;
    head.hash := encode(sha256(convert_to(head.hash || records[n], 'UTF8')), 'hex');
    INSERT INTO audit_record VALUES (head.seq, times[n], records[n], head.hash, CASE WHEN n = 1 THEN batch_id END);
  END LOOP;
  UPDATE audit_head SET seq = head.seq, hash = head.hash;
END $$;

CREATE FUNCTION audit_purge(before double precision, most integer, purge_time double precision) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  last audit_record%ROWTYPE;
  gone integer;
BEGIN
  PERFORM 1 FROM audit_head FOR UPDATE;
  -- Only from the oldest on: what is left must be one chain.
  SELECT * INTO last FROM audit_record WHERE seq <= (
    SELECT coalesce(min(seq) FILTER (WHERE at >= before) - 1, max(seq))
    FROM (SELECT seq, at FROM audit_record ORDER BY seq LIMIT most) AS oldest
  ) ORDER BY seq DESC LIMIT 1;
  IF last.seq IS NULL THEN
    UPDATE audit_head SET purged_at = purge_time;
    RETURN 0;
  END IF;
  UPDATE audit_head SET anchor_seq = last.seq, anchor_hash = last.hash, purged_at = purge_time;
  DELETE FROM audit_record WHERE seq <= last.seq;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
`;

export const auditMigration: Migration = { name: '0005-audit', sqlite, postgres };
