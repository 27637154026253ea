import { randomUUID } from 'node:crypto';
import type { Hold, LedgerLimit, LedgerSubject, LedgerWindow, UsageEntry } from '../../src/storage/ledger.js';

export const NOON = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;

export const SUBJECT: LedgerSubject = {
  client: 'claude',
  plugin: 'text',
  tool: 'chat-completion',
  model: 'gpt-5.4-mini',
  call: 'call-1',
};

export function limitOn(
  scope: LedgerLimit['scope'] = 'all',
  match = '*',
  window: LedgerLimit['window'] = 'day',
): LedgerLimit {
  return { id: `${scope}:${match}|${window}|UTC`, scope, match, window, timeZone: 'UTC' };
}

/** The limit's window at a time. */
export function windowOf(
  limit: LedgerLimit,
  rest: Partial<LedgerWindow> = {},
  { at = NOON, call = 'call-1' } = {},
): LedgerWindow {
  const most = { most: null, alerts: [], ...rest };
  if (limit.window === 'call') return { limit, key: call, start: 0, end: null, ...most };
  if (limit.window === 'total') return { limit, key: '0', start: 0, end: null, ...most };
  const start = Math.floor(at / DAY) * DAY;
  return { limit, key: String(start), start, end: start + DAY, ...most };
}

export function holdOf(
  amount: bigint,
  windows: readonly LedgerWindow[] | Hold['windows'],
  rest: Partial<Hold> = {},
): Hold {
  return {
    id: randomUUID(),
    amount,
    at: NOON,
    subject: SUBJECT,
    windows: typeof windows === 'function' ? windows : () => windows,
    owner: 'server-1',
    leaseUntil: NOON + 60_000,
    ...rest,
  };
}

export function entryOf(id: string, cost: bigint | null, rest: Partial<UsageEntry> = {}): UsageEntry {
  return {
    id,
    at: NOON + 1_000,
    subject: SUBJECT,
    endpoint: '/v1/responses',
    requestedModel: 'gpt-5.4-mini',
    serviceTier: null,
    inputTokens: 10,
    cachedInputTokens: 0,
    outputTokens: 5,
    reasoningTokens: 0,
    cost,
    basis: 'metered',
    status: 200,
    upstreamMs: 12,
    requestId: 'req_1',
    ...rest,
  };
}
