/** How much is measured, and where to say how far it is. */
export interface Measuring {
  /** Fresh processes for each server. */
  samples: number;
  /** Rounds of calls for each server. */
  rounds: number;
  /** Calls in a round are divided by this. */
  lighter: number;
  progress(what: string): void;
}

export const FULL = { samples: 15, rounds: 11, lighter: 1 };

/** Enough to see that everything runs; too little to trust the figures. */
export const QUICK = { samples: 3, rounds: 2, lighter: 10 };
