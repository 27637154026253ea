import type { CallEstimate, RequestEstimate } from 'openai-mcp-host/plugin';

/** An estimate in words, the sum first. */
export function estimateText({ tool, mostUsd, likelyUsd, requests, notes }: CallEstimate): string {
  const sum =
    mostUsd === null
      ? `What ${tool} would cost at most is not known.`
      : `${tool} would cost $${mostUsd.toFixed(6)} at most.`;
  const likely =
    likelyUsd === undefined
      ? []
      : [`Likely about $${likelyUsd.toFixed(6)}, as calls like it in the last 30 days.`];
  return [sum, ...likely, ...requests.map(line), ...notes].join('\n');
}

function line({ endpoint, model, inputTokens, outputTokens, mostUsd, unknown }: RequestEstimate): string {
  const cost = mostUsd === null ? `not known: ${unknown ?? 'no price'}` : `$${mostUsd.toFixed(6)}`;
  return `${endpoint} ${model ?? ''}: ${inputTokens} tokens in, at most ${outputTokens} out, ${cost}`;
}
