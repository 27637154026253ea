/**
 * The ledger's steps on PostgreSQL, a round trip each.
 *
 * Two rules keep them from waiting in a circle: windows are locked in the order of their ids, and a refusal never raises, since
 * that stalls writers for seconds. Who makes a window or recovers holds has the advisory lock alone; all others share it, so
 * that no hold or entry is missed while a new window is filled with what there is already.
 */
const LOCK = '1869441136, 2';

export const LEDGER_FUNCTIONS = `
CREATE TYPE ledger_alert AS (
  limit_id text, scope text, match text, span text, time_zone text,
  window_key text, threshold bigint, spent bigint, payload text
);

CREATE FUNCTION ledger_matches(scope text, pattern text, client text, plugin text, tool text, model text)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT scope = 'all' OR coalesce(
    CASE scope WHEN 'client' THEN client WHEN 'plugin' THEN plugin WHEN 'tool' THEN tool ELSE model END LIKE pattern,
    false)
$$;

CREATE FUNCTION ledger_full(ids integer[], mosts bigint[], amount bigint)
RETURNS TABLE (outcome text, place integer, spent bigint, reserved bigint) LANGUAGE sql STABLE AS $$
  SELECT 'full', wanted.place::integer, w.spent, w.reserved
  FROM unnest(ids, mosts) WITH ORDINALITY AS wanted (id, most, place)
  JOIN ledger_window w ON w.id = wanted.id
  WHERE w.spent + w.reserved + amount > wanted.most
  ORDER BY wanted.place LIMIT 1
$$;

CREATE FUNCTION ledger_reserve(
  hold jsonb, known integer, limits text[], keys text[], mosts bigint[], new_alerts text[], next_alerts bigint[])
RETURNS TABLE (outcome text, place integer, spent bigint, reserved bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  h ledger_hold := jsonb_populate_record(NULL::ledger_hold, hold);
BEGIN
  PERFORM pg_advisory_xact_lock_shared(${LOCK});
  IF (SELECT count(*) FROM ledger_limit) <> known THEN
    RETURN QUERY SELECT 'outdated', NULL::integer, NULL::bigint, NULL::bigint;
    RETURN;
  END IF;
  IF cardinality(limits) = 0 OR EXISTS (SELECT FROM ledger_hold WHERE id = h.id) THEN
    RETURN QUERY SELECT 'granted', NULL::integer, NULL::bigint, NULL::bigint;
    RETURN;
  END IF;
  SELECT array_agg(w.id ORDER BY wanted.place) INTO h.windows
    FROM unnest(limits, keys) WITH ORDINALITY AS wanted (limit_id, window_key, place)
    JOIN ledger_window w ON w.limit_id = wanted.limit_id AND w.window_key = wanted.window_key;
  IF coalesce(cardinality(h.windows), 0) < cardinality(limits) THEN
    RETURN QUERY SELECT 'untouched', NULL::integer, NULL::bigint, NULL::bigint;
    RETURN;
  END IF;
  RETURN QUERY SELECT * FROM ledger_full(h.windows, mosts, h.amount);
  IF FOUND THEN RETURN; END IF;
  PERFORM FROM ledger_window w WHERE w.id = ANY (h.windows) ORDER BY w.id FOR NO KEY UPDATE;
  RETURN QUERY SELECT * FROM ledger_full(h.windows, mosts, h.amount);
  IF FOUND THEN RETURN; END IF;
  UPDATE ledger_window w SET
      reserved = w.reserved + h.amount,
      alerts = coalesce(wanted.alerts, w.alerts),
      next_alert = CASE WHEN wanted.alerts IS NULL THEN w.next_alert ELSE wanted.next_alert END
    FROM unnest(h.windows, new_alerts, next_alerts) AS wanted (id, alerts, next_alert)
    WHERE w.id = wanted.id;
  INSERT INTO ledger_hold VALUES (h.*);
  RETURN QUERY SELECT 'granted', NULL::integer, NULL::bigint, NULL::bigint;
END $$;

CREATE FUNCTION ledger_touch(of_limit text, of_key text, of_start double precision, of_end double precision, now double precision)
RETURNS TABLE (spent bigint, reserved bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  l ledger_limit;
  made integer;
  call_only boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(${LOCK});
  SELECT * INTO l FROM ledger_limit WHERE id = of_limit;
  IF NOT FOUND THEN RAISE EXCEPTION 'The limit % is not registered.', of_limit; END IF;
  call_only := l.span = 'call';
  INSERT INTO ledger_window (limit_id, window_key, starts_at, ends_at, touched_at, spent, reserved)
    VALUES (of_limit, of_key, of_start, of_end, now, 0, 0)
    ON CONFLICT DO NOTHING RETURNING id INTO made;
  IF made IS NOT NULL THEN
    UPDATE ledger_hold SET windows = windows || made
      WHERE at >= of_start AND coalesce(at < of_end, true) AND (NOT call_only OR call = of_key)
        AND ledger_matches(l.scope, l.pattern, client, plugin, tool, model);
    UPDATE ledger_window SET
        spent = CASE WHEN call_only THEN
          (SELECT coalesce(sum(u.charged), 0) FROM usage_entry u WHERE u.call = of_key
            AND ledger_matches(l.scope, l.pattern, u.client, u.plugin, u.tool, u.model))
        ELSE
          (SELECT coalesce(sum(u.charged), 0) FROM usage_entry u
            WHERE u.at >= of_start AND u.counted_at >= of_start AND coalesce(u.counted_at < of_end, true)
            AND ledger_matches(l.scope, l.pattern, u.client, u.plugin, u.tool, u.model))
        END,
        reserved = (SELECT coalesce(sum(amount), 0) FROM ledger_hold WHERE made = ANY (windows) AND state <> 'charged')
      WHERE id = made;
  END IF;
  RETURN QUERY SELECT w.spent, w.reserved FROM ledger_window w WHERE w.limit_id = of_limit AND w.window_key = of_key;
END $$;

CREATE FUNCTION ledger_charge(ids integer[], more_spent bigint, more_reserved bigint, now double precision)
RETURNS SETOF ledger_alert LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  each_id integer;
  w ledger_window;
BEGIN
  FOR each_id IN SELECT x FROM unnest(ids) x ORDER BY x LOOP
    UPDATE ledger_window SET spent = spent + more_spent, reserved = reserved + more_reserved
      WHERE id = each_id RETURNING * INTO w;
    CONTINUE WHEN NOT FOUND OR w.next_alert IS NULL OR w.next_alert > w.spent;
    RETURN QUERY WITH recorded AS (
      INSERT INTO alert_outbox (limit_id, window_key, threshold, spent, payload, recorded_at)
        SELECT w.limit_id, w.window_key, (alert ->> 'at')::bigint, w.spent, alert ->> 'payload', now
        FROM jsonb_array_elements(w.alerts::jsonb) alert WHERE (alert ->> 'at')::bigint <= w.spent
        ON CONFLICT DO NOTHING RETURNING *)
      SELECT l.id, l.scope, l.match, l.span, l.time_zone, a.window_key, a.threshold, a.spent, a.payload
      FROM recorded a JOIN ledger_limit l ON l.id = a.limit_id ORDER BY a.threshold;
    UPDATE ledger_window SET next_alert =
        (SELECT min((alert ->> 'at')::bigint) FROM jsonb_array_elements(w.alerts::jsonb) alert
          WHERE (alert ->> 'at')::bigint > w.spent)
      WHERE id = each_id;
  END LOOP;
END $$;

CREATE FUNCTION ledger_settle(entry jsonb) RETURNS SETOF ledger_alert LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  e usage_entry := jsonb_populate_record(NULL::usage_entry, entry);
  h ledger_hold;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(${LOCK});
  DELETE FROM ledger_hold WHERE id = e.id RETURNING * INTO h;
  IF NOT FOUND THEN
    e.correction := 0;
    e.counted_at := e.at;
    e.charged := coalesce(e.cost, 0);
    INSERT INTO usage_entry VALUES (e.*) ON CONFLICT DO NOTHING;
    IF NOT FOUND OR e.charged = 0 THEN RETURN; END IF;
    RETURN QUERY SELECT * FROM ledger_charge(ARRAY(
      SELECT w.id FROM ledger_limit l JOIN ledger_window w ON w.limit_id = l.id
        WHERE ledger_matches(l.scope, l.pattern, e.client, e.plugin, e.tool, e.model)
        AND CASE l.span WHEN 'call' THEN w.window_key = e.call
          ELSE w.starts_at <= e.at AND coalesce(w.ends_at > e.at, true) END), e.charged, 0, e.at);
    RETURN;
  END IF;
  e.at := greatest(e.at, h.at);
  e.counted_at := h.at;
  e.charged := coalesce(e.cost, h.amount);
  IF h.state = 'charged' THEN
    e.correction := 1;
    e.cost := e.cost - h.amount;
    e.charged := e.charged - h.amount;
    h.amount := 0;
  ELSE
    e.correction := 0;
    IF e.cost IS NULL AND e.basis = 'held' THEN e.cost := h.amount; END IF;
  END IF;
  INSERT INTO usage_entry VALUES (e.*) ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT * FROM ledger_charge(h.windows, e.charged, -h.amount, e.at);
END $$;

CREATE FUNCTION ledger_release(hold text) RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  h ledger_hold;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(${LOCK});
  DELETE FROM ledger_hold WHERE id = hold RETURNING * INTO h;
  IF NOT FOUND THEN RETURN; END IF;
  IF h.state = 'charged' THEN
    INSERT INTO usage_entry
      SELECT id, 1, at, counted_at, client, plugin, tool, model, call, endpoint, requested_model, service_tier,
        0, 0, 0, 0, -cost, -charged, basis, status, 0, request_id
      FROM usage_entry WHERE id = hold AND correction = 0;
    PERFORM ledger_charge(h.windows, -h.amount, 0, h.at);
  ELSE
    PERFORM ledger_charge(h.windows, 0, -h.amount, h.at);
  END IF;
END $$;
${recoveryFunctions()}`;

function recoveryFunctions(): string {
  return `
CREATE FUNCTION ledger_recover(now double precision, most integer) RETURNS jsonb LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  h ledger_hold;
  released integer := 0;
  charged integer := 0;
  amount bigint := 0;
  alerts jsonb := '[]';
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_hold WHERE lease_until < now AND state <> 'charged') THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(${LOCK});
  FOR h IN SELECT * FROM ledger_hold WHERE lease_until < now AND state <> 'charged' LIMIT most FOR UPDATE LOOP
    IF h.state = 'reserved' THEN
      DELETE FROM ledger_hold WHERE id = h.id;
      PERFORM ledger_charge(h.windows, 0, -h.amount, now);
      released := released + 1;
    ELSE
      UPDATE ledger_hold SET state = 'charged' WHERE id = h.id;
      INSERT INTO usage_entry VALUES (h.id, 0, greatest(now, h.at), h.at, h.client, h.plugin, h.tool, h.model, h.call,
        '', h.model, NULL, 0, 0, 0, 0, h.amount, h.amount, 'held', 0, 0, NULL) ON CONFLICT DO NOTHING;
      alerts := alerts || (SELECT coalesce(jsonb_agg(to_jsonb(a) ||
        jsonb_build_object('threshold', a.threshold::text, 'spent', a.spent::text)), '[]')
        FROM ledger_charge(h.windows, h.amount, -h.amount, now) a);
      charged := charged + 1;
      amount := amount + h.amount;
    END IF;
  END LOOP;
  RETURN jsonb_build_object('released', released, 'charged', charged, 'amount', amount::text, 'alerts', alerts);
END $$;

CREATE FUNCTION ledger_sweep(now double precision) RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  day double precision := 86400000;
  old integer[];
BEGIN
  DELETE FROM ledger_hold WHERE state = 'charged' AND lease_until < now - 30 * day;
  SELECT array_agg(w.id) INTO old FROM (
    SELECT w.id FROM ledger_window w JOIN ledger_limit l ON l.id = w.limit_id
      WHERE w.touched_at < now - day AND (l.span = 'call' OR w.ends_at < now - 7 * day) LIMIT 1000) w;
  IF old IS NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(${LOCK});
  DELETE FROM ledger_window w WHERE w.id = ANY (old)
    AND NOT EXISTS (SELECT FROM ledger_hold h WHERE w.id = ANY (h.windows));
END $$;
`;
}
