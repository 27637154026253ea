import { LEDGER_LOCK } from './0001-ledger-functions.js';

export const RECOVERY_FUNCTIONS = `
CREATE FUNCTION ledger_recover(now double precision, most integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  h ledger_hold;
  released integer := 0;
  charged integer := 0;
  total bigint := 0;
  alerts jsonb := '[]';
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_hold WHERE lease_until < now AND state <> 'charged') THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(${LEDGER_LOCK});
  FOR h IN SELECT * FROM ledger_hold WHERE lease_until < now AND state <> 'charged' LIMIT most FOR UPDATE LOOP
    IF h.state = 'reserved' THEN
      DELETE FROM ledger_hold WHERE id = h.id;
      PERFORM ledger_charge(h.windows, 0, -h.amount, now);
      released := released + 1;
    ELSE
      UPDATE ledger_hold SET state = 'charged' WHERE id = h.id;
      INSERT INTO usage_entry VALUES (h.id, 0, greatest(now, h.at), h.at, h.client, h.plugin, h.tool, h.model, h.call,
        '', h.model, NULL, 0, 0, 0, 0, h.amount, h.amount, 'held', 0, 0, NULL) ON CONFLICT DO NOTHING;
      alerts := alerts || ledger_charge(h.windows, h.amount, -h.amount, now);
      charged := charged + 1;
      total := total + h.amount;
    END IF;
  END LOOP;
  RETURN jsonb_build_object('released', released, 'charged', charged, 'amount', total::text, 'alerts', alerts);
END $$;

CREATE FUNCTION ledger_sweep(now double precision) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  day double precision := 86400000;
  old integer[];
BEGIN
  DELETE FROM ledger_hold WHERE state = 'charged' AND lease_until < now - 30 * day;
  SELECT array_agg(w.id) INTO old FROM (
    SELECT w.id FROM ledger_window w JOIN ledger_limit l ON l.id = w.limit_id
      WHERE w.touched_at < now - day AND (l.span = 'call' OR w.ends_at < now - 7 * day) LIMIT 1000) w;
  IF old IS NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(${LEDGER_LOCK});
  DELETE FROM ledger_window w WHERE w.id = ANY (old)
    AND NOT EXISTS (SELECT FROM ledger_hold h WHERE w.id = ANY (h.windows));
END $$;
`;
