import { freshState, isIdle, type PaceState, roll } from './pace-state.js';

/** Where the states are kept. */
export interface PaceStore {
  /** Whether other processes see what this one takes. */
  readonly isShared: boolean;
  /** Changes one state, alone; the work gets it as of now, does nothing else, and may be done twice. */
  change<T>(key: string, work: (state: PaceState) => T): T | Promise<T>;
  /** A state as it is; undefined where nothing is known. */
  look(key: string): PaceState | undefined | Promise<PaceState | undefined>;
}

const MOST_STATES = 1000;

/** For this process alone. */
export class LocalPaceStore implements PaceStore {
  readonly isShared = false;
  private readonly states = new Map<string, PaceState>();

  constructor(private readonly now: () => number) {}

  change<T>(key: string, work: (state: PaceState) => T): T {
    const now = this.now();
    const state = this.states.get(key) ?? freshState(now);
    if (this.states.size >= MOST_STATES) this.forgetIdle(now);
    this.states.set(key, state);
    return work(roll(state, now));
  }

  look(key: string): PaceState | undefined {
    const state = this.states.get(key);
    return state && roll(state, this.now());
  }

  private forgetIdle(now: number): void {
    for (const [key, state] of this.states) if (isIdle(roll(state, now))) this.states.delete(key);
  }
}
