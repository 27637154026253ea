import { costOfUsage } from '../costs/cost-of-usage.js';
import { readUsage } from '../openai/read-usage.js';
import type { StepServices } from '../openai/request-step.js';
import { isFree } from './free-lines.js';
import { linesOf } from './lines-of.js';

type Json = Record<string, unknown>;

/** What all requests of a batch used together. */
export interface LinesUsage {
  /** Nano-USD; null where that of one of them is not known. */
  cost: bigint | null;
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  reasoningTokens: number;
}

/** Adds up what the answers of a batch say that they used, one after the other. */
export async function usageOfLines(
  output: AsyncIterable<Uint8Array>,
  { endpoint, model }: { endpoint: string; model: string | null },
  services: StepServices,
): Promise<LinesUsage> {
  const sum: LinesUsage = {
    cost: 0n,
    ...{ inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0 },
  };
  for await (const line of linesOf(output)) {
    const body = answerIn(line);
    if (body === undefined || isFree(endpoint)) continue;
    const usage = readUsage({ ...body, service_tier: 'batch' }, endpoint, body);
    const id = typeof body.model === 'string' ? body.model : model;
    const cost = usage === null ? null : await costOfUsage(usage, id, services);
    sum.cost = sum.cost === null || cost === null ? null : sum.cost + cost;
    sum.inputTokens += usage?.tokens.inputTokens ?? 0;
    sum.cachedInputTokens += usage?.tokens.cachedInputTokens ?? 0;
    sum.outputTokens += usage?.tokens.outputTokens ?? 0;
    sum.reasoningTokens += usage?.tokens.reasoningTokens ?? 0;
  }
  return sum;
}

/** The answer on a line of an output file; undefined where it is none, or that of a request which failed. */
function answerIn(line: string): Json | undefined {
  if (line.trim() === '') return undefined;
  const { response } = JSON.parse(line) as { response?: { status_code?: number; body?: Json } | null };
  const { status_code: status = 200, body } = response ?? {};
  return status < 400 ? body : undefined;
}
