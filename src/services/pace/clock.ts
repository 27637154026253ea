/** Time, as far as waiting goes. Tests put their own in its place. */
export interface Clock {
  /** ms since 1970. */
  now(): number;
  /** Rings once after so many ms; returns how to turn it off. */
  alarm(ms: number, ring: () => void): () => void;
}

// Longer ones ring at once.
const LONGEST_MS = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  alarm: (ms, ring) => {
    const timer = setTimeout(ring, Math.min(ms, LONGEST_MS));
    return () => clearTimeout(timer);
  },
};
