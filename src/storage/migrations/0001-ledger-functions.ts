/**
 * The ledger's steps on PostgreSQL; those that wait at the same time share a round trip and a transaction.
 *
 * Two rules keep them from waiting in a circle: windows are locked in the order of their ids, and a refusal never raises, since
 * that stalls writers for seconds. Who makes a window or recovers holds has the advisory lock alone; all others share it, so
 * that no hold or entry is missed while a new window is filled with what there is already.
 */
export const LEDGER_LOCK = '1869441136, 2';

export const LEDGER_FUNCTIONS = `
CREATE FUNCTION ledger_matches(scope text, pattern text, client text, plugin text, tool text, model text)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT scope = 'all' OR coalesce(
    CASE scope WHEN 'client' THEN client WHEN 'plugin' THEN plugin WHEN 'tool' THEN tool ELSE model END LIKE pattern,
    false)
$$;

CREATE FUNCTION ledger_make_window(
  of_limit text, of_key text, of_start double precision, of_end double precision, now double precision)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  l ledger_limit;
  made integer;
  call_only boolean;
BEGIN
  SELECT * INTO l FROM ledger_limit WHERE id = of_limit;
  IF NOT FOUND THEN RAISE EXCEPTION 'The limit % is not registered.', of_limit; END IF;
  call_only := l.span = 'call';
  INSERT INTO ledger_window (limit_id, window_key, starts_at, ends_at, touched_at, spent, reserved)
    VALUES (of_limit, of_key, of_start, of_end, now, 0, 0)
    ON CONFLICT DO NOTHING RETURNING id INTO made;
  IF made IS NULL THEN RETURN; END IF;
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
END $$;

CREATE FUNCTION ledger_touch(
  of_limit text, of_key text, of_start double precision, of_end double precision, now double precision)
RETURNS TABLE (spent bigint, reserved bigint) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(${LEDGER_LOCK});
  PERFORM ledger_make_window(of_limit, of_key, of_start, of_end, now);
  RETURN QUERY SELECT w.spent, w.reserved FROM ledger_window w WHERE w.limit_id = of_limit AND w.window_key = of_key;
END $$;

CREATE FUNCTION ledger_full(ids integer[], mosts bigint[], amount bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('outcome', 'full', 'place', wanted.place, 'spent', w.spent::text, 'reserved', w.reserved::text)
  FROM unnest(ids, mosts) WITH ORDINALITY AS wanted (id, most, place)
  JOIN ledger_window w ON w.id = wanted.id
  WHERE w.spent + w.reserved + amount > wanted.most
  ORDER BY wanted.place LIMIT 1
$$;

CREATE FUNCTION ledger_reserve(step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  h ledger_hold := jsonb_populate_record(NULL::ledger_hold, step -> 'hold');
  wanted jsonb := step -> 'windows';
  mosts bigint[];
  refusal jsonb;
BEGIN
  IF (SELECT count(*) FROM ledger_limit) <> (step ->> 'known')::integer THEN RETURN '{"outcome": "outdated"}'; END IF;
  IF jsonb_array_length(wanted) = 0 OR EXISTS (SELECT FROM ledger_hold WHERE id = h.id) THEN
    RETURN '{"outcome": "granted"}';
  END IF;
  -- A call runs in one process, whose steps come one after another: nobody else can add to it meanwhile.
  PERFORM ledger_make_window(want ->> 'limit', want ->> 'key', 0, NULL, h.at)
    FROM jsonb_array_elements(wanted) want JOIN ledger_limit l ON l.id = want ->> 'limit'
    WHERE l.span = 'call' AND NOT EXISTS (
      SELECT FROM ledger_window w WHERE w.limit_id = want ->> 'limit' AND w.window_key = want ->> 'key');
  SELECT array_agg(w.id ORDER BY place), array_agg((want ->> 'most')::bigint ORDER BY place) INTO h.windows, mosts
    FROM jsonb_array_elements(wanted) WITH ORDINALITY AS each (want, place)
    JOIN ledger_window w ON w.limit_id = want ->> 'limit' AND w.window_key = want ->> 'key';
  IF coalesce(cardinality(h.windows), 0) < jsonb_array_length(wanted) THEN RETURN '{"outcome": "untouched"}'; END IF;
  refusal := ledger_full(h.windows, mosts, h.amount);
  IF refusal IS NOT NULL THEN RETURN refusal; END IF;
  PERFORM FROM ledger_window w WHERE w.id = ANY (h.windows) ORDER BY w.id FOR NO KEY UPDATE;
  refusal := ledger_full(h.windows, mosts, h.amount);
  IF refusal IS NOT NULL THEN RETURN refusal; END IF;
  UPDATE ledger_window w SET
      reserved = w.reserved + h.amount,
      alerts = coalesce(want ->> 'alerts', w.alerts),
      next_alert = CASE WHEN want ->> 'alerts' IS NULL THEN w.next_alert ELSE (want ->> 'next')::bigint END
    FROM jsonb_array_elements(wanted) want
    WHERE w.limit_id = want ->> 'limit' AND w.window_key = want ->> 'key';
  INSERT INTO ledger_hold VALUES (h.*);
  RETURN '{"outcome": "granted"}';
END $$;

CREATE FUNCTION ledger_charge(ids integer[], more_spent bigint, more_reserved bigint, now double precision)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  each_id integer;
  w ledger_window;
  alerts jsonb := '[]';
BEGIN
  FOR each_id IN SELECT x FROM unnest(ids) x ORDER BY x LOOP
    UPDATE ledger_window SET spent = spent + more_spent, reserved = reserved + more_reserved
      WHERE id = each_id RETURNING * INTO w;
    CONTINUE WHEN NOT FOUND OR w.next_alert IS NULL OR w.next_alert > w.spent;
    WITH recorded AS (
      INSERT INTO alert_outbox (limit_id, window_key, threshold, spent, payload, recorded_at)
        SELECT w.limit_id, w.window_key, (alert ->> 'at')::bigint, w.spent, alert ->> 'payload', now
        FROM jsonb_array_elements(w.alerts::jsonb) alert WHERE (alert ->> 'at')::bigint <= w.spent
        ON CONFLICT DO NOTHING RETURNING *)
      SELECT alerts || coalesce(jsonb_agg(jsonb_build_object('limit', jsonb_build_object(
          'id', l.id, 'scope', l.scope, 'match', l.match, 'window', l.span, 'timeZone', l.time_zone),
        'key', a.window_key, 'at', a.threshold::text, 'spent', a.spent::text, 'payload', a.payload)
        ORDER BY a.threshold), '[]') INTO alerts
      FROM recorded a JOIN ledger_limit l ON l.id = a.limit_id;
    UPDATE ledger_window SET next_alert =
        (SELECT min((alert ->> 'at')::bigint) FROM jsonb_array_elements(w.alerts::jsonb) alert
          WHERE (alert ->> 'at')::bigint > w.spent)
      WHERE id = each_id;
  END LOOP;
  RETURN alerts;
END $$;

CREATE FUNCTION ledger_windows_of(e usage_entry) RETURNS integer[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY(SELECT w.id FROM ledger_limit l JOIN ledger_window w ON w.limit_id = l.id
    WHERE ledger_matches(l.scope, l.pattern, e.client, e.plugin, e.tool, e.model)
    AND CASE l.span WHEN 'call' THEN w.window_key = e.call
      ELSE w.starts_at <= e.at AND coalesce(w.ends_at > e.at, true) END)
$$;

CREATE FUNCTION ledger_settle(entry jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  e usage_entry := jsonb_populate_record(NULL::usage_entry, entry);
  h ledger_hold;
BEGIN
  DELETE FROM ledger_hold WHERE id = e.id RETURNING * INTO h;
  IF NOT FOUND THEN
    e.correction := 0;
    e.counted_at := e.at;
    e.charged := coalesce(e.cost, 0);
    INSERT INTO usage_entry VALUES (e.*) ON CONFLICT DO NOTHING;
    IF NOT FOUND OR e.charged = 0 THEN RETURN '[]'; END IF;
    RETURN ledger_charge(ledger_windows_of(e), e.charged, 0, e.at);
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
  RETURN ledger_charge(h.windows, e.charged, -h.amount, e.at);
END $$;

CREATE FUNCTION ledger_release(hold text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  h ledger_hold;
BEGIN
  DELETE FROM ledger_hold WHERE id = hold RETURNING * INTO h;
  IF NOT FOUND THEN RETURN 'null'; END IF;
  IF h.state <> 'charged' THEN RETURN ledger_charge(h.windows, 0, -h.amount, h.at); END IF;
  INSERT INTO usage_entry
    SELECT id, 1, at, counted_at, client, plugin, tool, model, call, endpoint, requested_model, service_tier,
      0, 0, 0, 0, -cost, -charged, basis, status, 0, request_id
    FROM usage_entry WHERE id = hold AND correction = 0;
  RETURN ledger_charge(h.windows, -h.amount, 0, h.at);
END $$;

CREATE FUNCTION ledger_dispatch(hold text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger_hold SET state = 'dispatched' WHERE id = hold AND state <> 'charged';
  RETURN to_jsonb(FOUND);
END $$;

CREATE FUNCTION ledger_renew(of_owner text, until double precision) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger_hold SET lease_until = until WHERE owner = of_owner AND lease_until < until;
  RETURN 'null';
END $$;

CREATE FUNCTION ledger_steps(steps jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  step jsonb;
  answers jsonb := '[]';
BEGIN
  PERFORM pg_advisory_xact_lock_shared(${LEDGER_LOCK});
  IF jsonb_array_length(steps) > 1 THEN
    -- All windows of all steps at once, in order: taken step by step, two servers could wait for each other.
    PERFORM FROM ledger_window w WHERE w.id IN (
      SELECT unnest(h.windows) FROM jsonb_array_elements(steps) each JOIN ledger_hold h ON h.id = each ->> 'id'
      UNION ALL
      SELECT w.id FROM jsonb_array_elements(steps) each, jsonb_array_elements(each -> 'windows') want
        JOIN ledger_window w ON w.limit_id = want ->> 'limit' AND w.window_key = want ->> 'key'
      UNION ALL
      SELECT unnest(ledger_windows_of(jsonb_populate_record(NULL::usage_entry, each -> 'entry')))
        FROM jsonb_array_elements(steps) each
        WHERE each ->> 'kind' = 'settle' AND NOT EXISTS (SELECT FROM ledger_hold h WHERE h.id = each ->> 'id')
    ) ORDER BY w.id FOR NO KEY UPDATE;
  END IF;
  FOR step IN SELECT * FROM jsonb_array_elements(steps) LOOP
    answers := answers || jsonb_build_array(CASE step ->> 'kind'
      WHEN 'reserve' THEN ledger_reserve(step)
      WHEN 'dispatch' THEN ledger_dispatch(step ->> 'id')
      WHEN 'settle' THEN ledger_settle(step -> 'entry')
      WHEN 'release' THEN ledger_release(step ->> 'id')
      WHEN 'renew' THEN ledger_renew(step ->> 'owner', (step ->> 'until')::double precision)
    END);
  END LOOP;
  RETURN answers;
END $$;
`;
