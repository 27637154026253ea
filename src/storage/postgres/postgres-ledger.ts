import { lowestThreshold, thresholdsText } from '../alert-thresholds.js';
import type {
  Alert,
  Hold,
  Ledger,
  LedgerLimit,
  LedgerWindow,
  Recovery,
  Reservation,
  UsageEntry,
} from '../ledger.js';
import { likePattern } from '../name-pattern.js';
import { SetAlerts } from '../set-alerts.js';
import { type AlertRow, alertOf } from './alert-row.js';
import { entryJson, holdJson } from './ledger-json.js';
import type { PostgresPool } from './postgres-pool.js';

/** Every step is one function of the database, and one round trip; it can be repeated, so a broken connection costs nothing. */
export class PostgresLedger implements Ledger {
  #known: readonly LedgerLimit[] | undefined;
  readonly #alerts = new SetAlerts();

  constructor(private readonly pool: PostgresPool) {}

  async register(limits: readonly LedgerLimit[]): Promise<LedgerLimit[]> {
    for (const { id, scope, match, window, timeZone } of limits)
      await this.pool.repeatable(
        'ledger-register',
        'INSERT INTO ledger_limit VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING',
        [id, scope, match, likePattern(match), window, timeZone],
      );
    return this.#readLimits();
  }

  async reserve(hold: Hold): Promise<Reservation> {
    for (;;) {
      const known = this.#known ?? (await this.#readLimits());
      const windows = hold.windows(known);
      const [answer] = await this.pool.repeatable<Answer>(
        'ledger-reserve',
        'SELECT * FROM ledger_reserve($1, $2, $3, $4, $5, $6, $7)',
        [holdJson(hold), known.length, ...this.#wanted(windows)],
      );
      if (answer?.outcome === 'granted') {
        this.#alerts.remember(windows);
        return { granted: true, held: windows.length > 0 };
      }
      if (answer?.outcome === 'full') {
        const { place, spent, reserved } = answer;
        return { granted: false, window: windows[place - 1]!, spent, reserved };
      }
      if (answer?.outcome === 'outdated') await this.#readLimits();
      else for (const window of windows) await this.#touch(window, hold.at);
    }
  }

  async dispatch(id: string): Promise<boolean> {
    const rows = await this.pool.repeatable(
      'ledger-dispatch',
      "UPDATE ledger_hold SET state = 'dispatched' WHERE id = $1 AND state <> 'charged' RETURNING id",
      [id],
    );
    return rows.length > 0;
  }

  async settle(entry: UsageEntry): Promise<Alert[]> {
    const rows = await this.pool.repeatable<AlertRow>('ledger-settle', 'SELECT * FROM ledger_settle($1)', [
      entryJson(entry),
    ]);
    return rows.map(alertOf);
  }

  async release(id: string): Promise<void> {
    await this.pool.repeatable('ledger-release', 'SELECT ledger_release($1)', [id]);
  }

  async renew(owner: string, leaseUntil: number): Promise<void> {
    await this.pool.repeatable(
      'ledger-renew',
      'UPDATE ledger_hold SET lease_until = $1 WHERE owner = $2 AND lease_until < $1',
      [leaseUntil, owner],
    );
  }

  async recover(now: number): Promise<Recovery> {
    const all: Recovery = { released: 0, charged: 0, chargedNanoUsd: 0n, alerts: [] };
    for (;;) {
      const [row] = await this.pool.query<{ found: Recovered | null }>(
        'ledger-recover',
        'SELECT ledger_recover($1, 100) AS found',
        [now],
      );
      if (!row?.found) break;
      all.released += row.found.released;
      all.charged += row.found.charged;
      all.chargedNanoUsd += BigInt(row.found.amount);
      all.alerts.push(...row.found.alerts.map(alertOf));
    }
    await this.pool.repeatable('ledger-sweep', 'SELECT ledger_sweep($1)', [now]);
    return all;
  }

  async state(window: LedgerWindow): Promise<{ spent: bigint; reserved: bigint }> {
    const [found] = await this.pool.repeatable<{ spent: bigint; reserved: bigint }>(
      'ledger-state',
      'SELECT spent, reserved FROM ledger_window WHERE limit_id = $1 AND window_key = $2',
      [window.limit.id, window.key],
    );
    return found ?? this.#touch(window, Date.now());
  }

  async #touch(window: LedgerWindow, at: number): Promise<{ spent: bigint; reserved: bigint }> {
    const { limit, key, start, end } = window;
    const rows = await this.pool.repeatable<{ spent: bigint; reserved: bigint }>(
      'ledger-touch',
      'SELECT * FROM ledger_touch($1, $2, $3, $4, $5)',
      [limit.id, key, start, end, at],
    );
    return rows[0]!;
  }

  /** Limits are never taken back, so their number tells whether there are new ones. */
  async #readLimits(): Promise<LedgerLimit[]> {
    const known = await this.pool.repeatable<LedgerLimit>(
      'ledger-limits',
      'SELECT id, scope, match, span AS "window", time_zone AS "timeZone" FROM ledger_limit ORDER BY id',
    );
    this.#known = known;
    return known;
  }

  #wanted(windows: readonly LedgerWindow[]): unknown[][] {
    const fresh = windows.map((window) => (this.#alerts.areNew(window) ? window.alerts : undefined));
    return [
      windows.map(({ limit }) => limit.id),
      windows.map(({ key }) => key),
      windows.map(({ most }) => most),
      fresh.map((alerts) => alerts && thresholdsText(alerts)),
      fresh.map((alerts) => alerts && lowestThreshold(alerts)),
    ];
  }
}

type Answer =
  | { outcome: 'granted' | 'outdated' | 'untouched' }
  | { outcome: 'full'; place: number; spent: bigint; reserved: bigint };

interface Recovered {
  released: number;
  charged: number;
  amount: string;
  alerts: AlertRow[];
}
