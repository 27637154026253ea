import type { RequestRecord } from '../../contracts/request-record.js';

/** What requests cost together, nano-USD; null where one has no known price. */
export function totalCost(requests: readonly RequestRecord[]): bigint | null {
  let total = 0n;
  for (const { costNanoUsd } of requests) {
    if (costNanoUsd === null) return null;
    total += costNanoUsd;
  }
  return total;
}
