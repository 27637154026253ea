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
import { SetAlerts } from '../set-alerts.js';
import { charge } from './sqlite-charges.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { insertHold, takeHold } from './sqlite-holds.js';
import { addLimits, countLimits, readLimits } from './sqlite-limits.js';
import { recoverSome, sweep } from './sqlite-recovery.js';
import { settle, undoCharge } from './sqlite-settlement.js';
import type { SqliteTurns } from './sqlite-turns.js';
import { setAlerts, windowRow } from './sqlite-windows.js';

/** Every step is one synchronous turn; turns of one tick share a transaction. */
export class SqliteLedger implements Ledger {
  #known: readonly LedgerLimit[] | undefined;
  readonly #alerts = new SetAlerts();

  constructor(private readonly turns: SqliteTurns) {}

  async register(limits: readonly LedgerLimit[]): Promise<LedgerLimit[]> {
    let known = await this.turns.read(readLimits);
    const fresh = freshLimits(limits, known);
    if (fresh.length > 0)
      known = await this.turns.write((db) => {
        addLimits(db, fresh);
        return readLimits(db);
      });
    this.#known = known;
    return known;
  }

  async reserve(hold: Hold): Promise<Reservation> {
    const known = this.#known ?? (await this.turns.read(readLimits));
    this.#known = known;
    const windows = hold.windows(known);
    if (windows.length === 0 && (await this.turns.read(countLimits)) === known.length)
      return { granted: true, held: false };
    const { reservation, held } = await this.turns.write((db) => {
      const current = countLimits(db) === known.length ? windows : this.#workOutAgain(db, hold);
      return { reservation: this.#hold(db, hold, current), held: current };
    });
    if (reservation.granted) this.#alerts.remember(held);
    return reservation;
  }

  dispatch(id: string): Promise<boolean> {
    return this.turns.write(
      (db) =>
        db
          .statement("UPDATE ledger_hold SET state = 'dispatched' WHERE id = ? AND state <> 'charged'")
          .run(id).changes === 1,
    );
  }

  settle(entry: UsageEntry): Promise<Alert[]> {
    return this.turns.write((db) => settle(db, entry));
  }

  async release(id: string): Promise<void> {
    await this.turns.write((db) => {
      const hold = takeHold(db, id);
      if (hold?.state === 'charged') undoCharge(db, hold);
      else if (hold !== undefined)
        charge(db, hold.windows, { spent: 0n, reserved: -hold.amount, at: hold.at });
    });
  }

  async renew(owner: string, leaseUntil: number): Promise<void> {
    await this.turns.write((db) =>
      db
        .statement(
          'UPDATE ledger_hold SET lease_until = $until WHERE owner = $owner AND lease_until < $until',
        )
        .run({ until: leaseUntil, owner }),
    );
  }

  async recover(now: number): Promise<Recovery> {
    const all: Recovery = { released: 0, charged: 0, chargedNanoUsd: 0n, alerts: [] };
    for (;;) {
      const some = await this.turns.write((db) => recoverSome(db, now));
      if (some.released + some.charged === 0) break;
      all.released += some.released;
      all.charged += some.charged;
      all.chargedNanoUsd += some.chargedNanoUsd;
      all.alerts.push(...some.alerts);
    }
    await this.turns.write((db) => sweep(db, now));
    return all;
  }

  state(window: LedgerWindow): Promise<{ spent: bigint; reserved: bigint }> {
    return this.turns.write((db) => {
      const { spent, reserved } = windowRow(db, window, Date.now());
      return { spent, reserved };
    });
  }

  #workOutAgain(db: SqliteDatabase, hold: Hold): readonly LedgerWindow[] {
    this.#known = readLimits(db);
    return hold.windows(this.#known);
  }

  #hold(db: SqliteDatabase, hold: Hold, windows: readonly LedgerWindow[]): Reservation {
    if (windows.length === 0) return { granted: true, held: false };
    const rows = windows.map((window) => ({ window, ...windowRow(db, window, hold.at) }));
    const full = rows.find(
      ({ window, spent, reserved }) => window.most !== null && spent + reserved + hold.amount > window.most,
    );
    if (full !== undefined)
      return { granted: false, window: full.window, spent: full.spent, reserved: full.reserved };
    const add = db.statement('UPDATE ledger_window SET reserved = reserved + ? WHERE id = ?');
    for (const { id, window } of rows) {
      add.run(hold.amount, id);
      if (this.#alerts.areNew(window)) setAlerts(db, id, window.alerts);
    }
    insertHold(
      db,
      hold,
      rows.map(({ id }) => id),
    );
    return { granted: true, held: true };
  }
}
