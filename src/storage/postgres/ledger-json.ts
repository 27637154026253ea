import { lowestThreshold, thresholdsText } from '../alert-thresholds.js';
import type { Hold, LedgerWindow, UsageEntry } from '../ledger.js';

/** A row of `ledger_hold` by its columns; bigints as text, which PostgreSQL reads as such. */
export const holdJson = ({ id, amount, at, owner, leaseUntil, subject }: Hold): object => ({
  ...{ id, state: 'reserved', amount: String(amount), at, owner, lease_until: leaseUntil },
  ...subject,
});

/** A window that is wanted, with its alerts if the database does not have them yet. */
export const windowJson = ({ limit, key, most, alerts }: LedgerWindow, withAlerts: boolean): object => ({
  ...{ limit: limit.id, key, most: most === null ? null : String(most) },
  ...(withAlerts && { alerts: thresholdsText(alerts), next: String(lowestThreshold(alerts)) }),
});

/** A row of `usage_entry`, without what the hold decides. */
export const entryJson = (entry: UsageEntry): object => ({
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
  upstream_ms: Math.round(entry.upstreamMs),
  request_id: entry.requestId,
});
