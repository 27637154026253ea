import type { CallUsage } from '../../contracts/call-usage.js';

/** What a call used, in one line. */
export function usageLine(usage: CallUsage): string {
  const { model, inputTokens, outputTokens, upstreamMs } = usage;
  const tokens = `${inputTokens} tokens in, ${outputTokens} out`;
  return [model, tokens, costOf(usage), `${Math.round(upstreamMs)} ms`].join(' · ');
}

function costOf({ costUsd, estimated, cached }: CallUsage): string {
  if (cached) return 'from the cache';
  if (costUsd === null) return 'price not known';
  return `${estimated ? 'about ' : ''}${inUsd(costUsd)}`;
}

/** Small calls cost little, not nothing: the smaller the amount, the more digits. */
export function inUsd(usd: number): string {
  if (usd > 0 && usd < 0.000001) return 'less than $0.000001';
  return `$${usd.toFixed(usd === 0 || usd >= 1 ? 2 : usd >= 0.01 ? 4 : 6)}`;
}
