import type { LedgerWindow } from './ledger.js';

/** As the ledger keeps them beside a window: ascending, and the text of a bigint for each. */
export const thresholdsText = (alerts: LedgerWindow['alerts']): string =>
  JSON.stringify(ascending(alerts).map(({ at, payload }) => ({ at: String(at), payload })));

export const lowestThreshold = (alerts: LedgerWindow['alerts']): bigint | null =>
  ascending(alerts)[0]?.at ?? null;

export const readThresholds = (text: string): { at: bigint; payload: string }[] =>
  (JSON.parse(text) as { at: string; payload: string }[]).map(({ at, payload }) => ({
    at: BigInt(at),
    payload,
  }));

const ascending = (alerts: LedgerWindow['alerts']) => alerts.toSorted((a, b) => (a.at < b.at ? -1 : 1));
