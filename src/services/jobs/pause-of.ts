import { type JobKind, PACE } from './job-kind.js';

const GROWTH = 1.5;

/** Until the next look, ms; spread by a fifth, so that what began together does not stay together. */
export function pauseOf(kind: JobKind | undefined, looks: number): number {
  const { firstMs, longestMs } = kind?.pace ?? PACE;
  const pause = Math.min(longestMs, firstMs * GROWTH ** Math.min(looks, 40));
  return Math.round(pause * (0.8 + 0.4 * Math.random()));
}
