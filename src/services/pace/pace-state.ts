import type { Load, Rates } from './rates.js';

/**
 * What is known of one model on one account: plain data, so that processes can share it as a row. `taken` is what went out
 * within the last minute, the oldest first, as `[first, last, requests, tokens]`; times in ms since 1970.
 */
export interface PaceState {
  /** Of the last change. */
  at: number;
  blockedUntil: number;
  /** What the server's headers said. */
  learned: Rates;
  taken: [first: number, last: number, requests: number, tokens: number][];
}

// A second over: what left a minute apart may arrive closer together.
const WINDOW_MS = 61_000;
const MERGE_MS = 1000;
const SKEW_MS = 5000;
const FORGET_MS = 86_400_000;
/** No block is longer, whatever a server says. */
export const LONGEST_BLOCK_MS = 86_400_000;

export const freshState = (now: number): PaceState => ({ at: now, blockedUntil: 0, learned: {}, taken: [] });

/** Brings the state to the present. */
export function roll(state: PaceState, now: number): PaceState {
  if (now - state.at > FORGET_MS) return Object.assign(state, freshState(now));
  if (state.at - now > SKEW_MS) goBack(state, now);
  // Clocks that differ a little make time stand still, not go back: it would go back at every turn.
  state.at = Math.max(state.at, now);
  const gone = state.taken.findIndex(([, last]) => last + WINDOW_MS > state.at);
  state.taken.splice(0, gone === -1 ? state.taken.length : gone);
  return state;
}

/** The clock was set back, and everything goes with it. */
function goBack(state: PaceState, now: number): void {
  const ms = state.at - now;
  state.at = now;
  if (state.blockedUntil > 0) state.blockedUntil -= ms;
  for (const entry of state.taken) {
    entry[0] -= ms;
    entry[1] -= ms;
  }
}

export const isIdle = ({ at, blockedUntil, taken }: PaceState): boolean =>
  taken.length === 0 && blockedUntil <= at;

/** ms until there is room for so much; 0: now. What is more than a whole minute's worth has room when nothing else was taken. */
export function waitFor(state: PaceState, load: Load, rates: Rates): number {
  const { at, taken, blockedUntil } = state;
  let wait = Math.max(0, blockedUntil - at);
  for (const [place, kind] of [
    [2, 'requests'],
    [3, 'tokens'],
  ] as const) {
    const limit = rates[kind];
    if (limit === undefined) continue;
    let over = taken.reduce((sum, entry) => sum + entry[place], 0) + Math.min(load[kind], limit) - limit;
    for (const entry of taken) {
      if (over <= 0) break;
      over -= entry[place];
      if (entry[place] > 0) wait = Math.max(wait, entry[1] + WINDOW_MS - at);
    }
  }
  return wait;
}

export function take(state: PaceState, { requests, tokens }: Load): void {
  const newest = state.taken.at(-1);
  if (newest === undefined || state.at - newest[0] >= MERGE_MS) {
    state.taken.push([state.at, state.at, requests, tokens]);
    return;
  }
  newest[1] = state.at;
  newest[2] += requests;
  newest[3] += tokens;
}

/** Counts what went out before anything was kept of it. `other`: the same moment by another clock. */
export function recall(state: PaceState, other: PaceState): void {
  const shift = state.at - other.at;
  const recalled = other.taken.map(([first, last, requests, tokens]): PaceState['taken'][number] => [
    first + shift,
    last + shift,
    requests,
    tokens,
  ]);
  state.taken = [...recalled, ...state.taken].sort(([one], [other]) => one - other);
}

/** Corrects what was taken at a time: by the real usage, or because nothing was sent. */
export function correct(state: PaceState, takenAt: number, { requests, tokens }: Load): void {
  const entry = state.taken.find(([first, last]) => first <= takenAt && takenAt <= last);
  if (entry === undefined) return;
  entry[2] = Math.max(0, entry[2] + requests);
  entry[3] = Math.max(0, entry[3] + tokens);
}

export function block(state: PaceState, ms: number): void {
  state.blockedUntil = Math.max(state.blockedUntil, state.at + Math.min(ms, LONGEST_BLOCK_MS));
}
