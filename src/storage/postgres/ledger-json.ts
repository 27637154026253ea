import type { Hold, UsageEntry } from '../ledger.js';

/** A row of `ledger_hold` by its columns; bigints as text, which PostgreSQL reads as such. */
export const holdJson = ({ id, amount, at, owner, leaseUntil, subject }: Hold): string =>
  JSON.stringify({
    ...{ id, state: 'reserved', amount: String(amount), at, owner, lease_until: leaseUntil },
    ...subject,
  });

/** A row of `usage_entry`, without what the hold decides. */
export const entryJson = (entry: UsageEntry): string =>
  JSON.stringify({
    id: entry.id,
    at: entry.at,
    ...entry.subject,
    endpoint: entry.endpoint,
    requested_model: entry.requestedModel,
    service_tier: entry.serviceTier,
    input_tokens: entry.inputTokens,
    cached_input_tokens: entry.cachedInputTokens,
    output_tokens: entry.outputTokens,
    reasoning_tokens: entry.reasoningTokens,
    cost: entry.cost === null ? null : String(entry.cost),
    basis: entry.basis,
    status: entry.status,
    upstream_ms: entry.upstreamMs,
    request_id: entry.requestId,
  });
