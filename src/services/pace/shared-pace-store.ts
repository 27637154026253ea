import type { Logger } from '../../plugin-api/logger.js';
import type { PaceRows } from '../../storage/pace-rows.js';
import { freshState, type PaceState, roll } from './pace-state.js';
import type { LocalPaceStore, PaceStore } from './pace-store.js';

// While the database fails, it is not asked at every request.
const AWAY_MS = 30_000;

/** Shared by all processes on one database; while that can't be used, each goes by what it knows itself. */
export class SharedPaceStore implements PaceStore {
  readonly isShared = true;
  private opened: Promise<PaceRows> | undefined;
  private awayUntil = 0;
  private isAway = false;

  constructor(
    private readonly open: () => Promise<PaceRows>,
    private readonly local: LocalPaceStore,
    private readonly by: { now: () => number; log: Logger },
  ) {}

  change<T>(key: string, work: (state: PaceState) => T): Promise<T> {
    return this.ask(
      (rows) =>
        rows.change(key, (text, now) => {
          const state = roll(stateOf(text, now), now);
          const value = work(state);
          return { text: JSON.stringify(state), value };
        }),
      () => this.local.change(key, work),
    );
  }

  look(key: string): Promise<PaceState | undefined> {
    return this.ask(
      async (rows) => {
        const row = await rows.read(key);
        return row && roll(stateOf(row.text, row.now), row.now);
      },
      () => this.local.look(key),
    );
  }

  private async ask<T>(shared: (rows: PaceRows) => Promise<T>, alone: () => T): Promise<T> {
    const { now, log } = this.by;
    if (this.isAway && now() < this.awayUntil) return alone();
    try {
      this.opened ??= this.open();
      const value = await shared(await this.opened);
      this.isAway = false;
      return value;
    } catch (error) {
      this.opened = undefined;
      this.awayUntil = now() + AWAY_MS;
      if (!this.isAway)
        log.warn('Rate limits hold for this process alone, because the storage failed', {
          error: error instanceof Error ? error.message : String(error),
        });
      this.isAway = true;
      return alone();
    }
  }
}

function stateOf(text: string | undefined, now: number): PaceState {
  if (text === undefined) return freshState(now);
  const state: Partial<PaceState> = JSON.parse(text);
  return { ...freshState(now), ...state };
}
