import type { RequestRecord } from '../../contracts/request-record.js';
import type { TextUsage } from '../../plugin-api/text-generation.js';
import { callUsageOf } from '../costs/call-usage.js';

export function textUsageOf(requests: RequestRecord[]): TextUsage {
  const { inputTokens, cachedInputTokens, outputTokens, costUsd } = callUsageOf({ requests });
  return { inputTokens, cachedInputTokens, outputTokens, costUsd };
}
