import { block } from './pace-state.js';
import type { PaceStore } from './pace-store.js';

/** What the processes on one database tell each other of an account's circuit. */
export class CircuitNews {
  constructor(
    private readonly store: PaceStore,
    private readonly key: string,
  ) {}

  /** It is open for so long, ms. */
  async tell(ms: number): Promise<void> {
    await this.store.change(this.key, (state) => block(state, ms));
  }

  /** ms for which others have opened it still; 0: nobody has. */
  async heldFor(): Promise<number> {
    const state = await this.store.look(this.key);
    return state === undefined ? 0 : Math.max(0, state.blockedUntil - state.at);
  }
}
