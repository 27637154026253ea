import { freshLimits } from '../fresh-limits.js';
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
import { type AlertJson, readAlerts } from './alert-json.js';
import { entryJson, holdJson, windowJson } from './ledger-json.js';
import type { PostgresPool } from './postgres-pool.js';
import { PostgresSteps } from './postgres-steps.js';

/** Every step is a function of the database; it can be repeated, so a broken connection costs nothing. */
export class PostgresLedger implements Ledger {
  #known: readonly LedgerLimit[] | undefined;
  readonly #alerts = new SetAlerts();

  readonly #steps: PostgresSteps;

  constructor(private readonly pool: PostgresPool) {
    this.#steps = new PostgresSteps(pool);
  }

  async register(limits: readonly LedgerLimit[]): Promise<LedgerLimit[]> {
    const known = await this.#readLimits();
    const fresh = freshLimits(limits, known);
    if (fresh.length === 0) return known;
    for (const { id, scope, match, window, timeZone } of fresh)
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
      const answer = await this.#steps.take<Answer>({
        ...{ kind: 'reserve', hold: holdJson(hold), known: known.length },
        windows: windows.map((window) => windowJson(window, this.#alerts.areNew(window))),
      });
      switch (answer.outcome) {
        case 'granted':
          this.#alerts.remember(windows);
          return { granted: true, held: windows.length > 0 };
        case 'full': {
          const { place, spent, reserved } = answer;
          const window = windows[place - 1]!;
          return { granted: false, window, spent: BigInt(spent), reserved: BigInt(reserved) };
        }
        case 'outdated':
          await this.#readLimits();
          break;
        case 'untouched':
          for (const window of windows) await this.#touch(window, hold.at);
      }
    }
  }

  dispatch(id: string): Promise<boolean> {
    return this.#steps.take<boolean>({ kind: 'dispatch', id });
  }

  async settle(entry: UsageEntry): Promise<Alert[]> {
    const { id } = entry;
    return readAlerts(await this.#steps.take<AlertJson[]>({ kind: 'settle', id, entry: entryJson(entry) }));
  }

  async release(id: string): Promise<void> {
    await this.#steps.take({ kind: 'release', id });
  }

  async renew(owner: string, leaseUntil: number): Promise<void> {
    await this.#steps.take({ kind: 'renew', owner, until: leaseUntil });
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
      all.alerts.push(...readAlerts(row.found.alerts));
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
}

type Answer =
  | { outcome: 'granted' | 'outdated' | 'untouched' }
  | { outcome: 'full'; place: number; spent: string; reserved: string };

interface Recovered {
  released: number;
  charged: number;
  amount: string;
  alerts: AlertJson[];
}
