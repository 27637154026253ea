import type { RequestRecord } from '../../contracts/request-record.js';
import type { LedgerSubject, UsageEntry } from '../../storage/ledger.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';

/** A request as the ledger keeps it. */
export function usageEntryOf(
  request: OutgoingRequest,
  booked: {
    id: string;
    at: number;
    subject: LedgerSubject;
    cost: bigint | null;
    basis: RequestRecord['basis'];
  },
): UsageEntry {
  const { usage, endpoint, requestedModel, status, requestId, startedAt } = request;
  return {
    ...booked,
    endpoint,
    requestedModel,
    serviceTier: usage?.serviceTier ?? null,
    inputTokens: usage?.tokens.inputTokens ?? 0,
    cachedInputTokens: usage?.tokens.cachedInputTokens ?? 0,
    outputTokens: usage?.tokens.outputTokens ?? 0,
    reasoningTokens: usage?.tokens.reasoningTokens ?? 0,
    status,
    upstreamMs: Math.round(performance.now() - startedAt),
    requestId,
  };
}
