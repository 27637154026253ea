import type { LedgerLimit } from './ledger.js';

/** Those that nobody has made known yet. */
export function freshLimits(limits: readonly LedgerLimit[], known: readonly LedgerLimit[]): LedgerLimit[] {
  const ids = new Set(known.map(({ id }) => id));
  return limits.filter(({ id }) => !ids.has(id));
}
