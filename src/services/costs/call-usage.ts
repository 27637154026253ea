import { GATE } from '../../contracts/call-gate.js';
import type { CallUsage } from '../../contracts/call-usage.js';
import type { RunningCall } from '../../contracts/running-call.js';
import { totalCost } from './total-cost.js';
import { usdOf } from './usd.js';

const isNamed = (value: string | null): value is string => value !== null;

const NOTHING: Omit<CallUsage, 'requestIds'> = {
  model: null,
  requestedModel: null,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  estimated: false,
  cached: false,
  upstreamMs: 0,
};

/** What a call has used, over all its requests; whose answers it got, moderation's aside. */
export function callUsageOf({ requests }: Pick<RunningCall, 'requests'>): CallUsage {
  if (requests.length === 0) return { ...NOTHING, requestIds: [] };
  const total = (tokens: 'inputTokens' | 'cachedInputTokens' | 'outputTokens') =>
    requests.reduce((sum, { usage }) => sum + (usage?.[tokens] ?? 0), 0);
  const cost = totalCost(requests);
  const own = requests.filter(({ plugin }) => plugin !== GATE);
  return {
    model: own.map(({ model }) => model).findLast(isNamed) ?? null,
    requestedModel: own.map(({ requestedModel }) => requestedModel).findLast(isNamed) ?? null,
    inputTokens: total('inputTokens'),
    cachedInputTokens: total('cachedInputTokens'),
    outputTokens: total('outputTokens'),
    costUsd: cost === null ? null : usdOf(cost),
    estimated: requests.some(({ basis }) => basis === 'held'),
    cached: own.length > 0 && own.every(({ basis }) => basis === 'cached'),
    upstreamMs: requests.reduce((sum, { upstreamMs }) => sum + upstreamMs, 0),
    requestIds: requests.map(({ requestId }) => requestId).filter(isNamed),
  };
}
