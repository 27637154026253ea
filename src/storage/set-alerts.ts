import type { LedgerWindow } from './ledger.js';

const MOST_REMEMBERED = 1_000;

/** Which alerts this process has left with which window, so that they travel to the database once. */
export class SetAlerts {
  readonly #set = new Map<string, LedgerWindow['alerts']>();

  areNew({ limit, key, alerts }: LedgerWindow): boolean {
    return alerts.length > 0 && !same(alerts, this.#set.get(`${limit.id} ${key}`));
  }

  /** To be called when it is certain that they got there. */
  remember(windows: readonly LedgerWindow[]): void {
    for (const window of windows) {
      if (!this.areNew(window)) continue;
      if (this.#set.size >= MOST_REMEMBERED) this.#set.clear();
      this.#set.set(`${window.limit.id} ${window.key}`, window.alerts);
    }
  }
}

const same = (alerts: LedgerWindow['alerts'], known: LedgerWindow['alerts'] | undefined): boolean =>
  alerts === known ||
  (alerts.length === known?.length &&
    alerts.every(({ at, payload }, place) => at === known[place]?.at && payload === known[place].payload));
