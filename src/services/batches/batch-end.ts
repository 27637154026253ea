import { costOfUsage } from '../costs/cost-of-usage.js';
import { readUsage } from '../openai/read-usage.js';
import type { StepServices } from '../openai/request-step.js';
import type { BatchEnd } from './batches.js';
import { isFree } from './free-lines.js';
import { usageOfLines } from './line-costs.js';

type Json = Record<string, unknown>;

const ENDED = new Set(['completed', 'succeeded', 'failed', 'expired', 'cancelled', 'incomplete']);
const WORK = new Set(['batch', 'response', 'fine_tuning.job']);
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export const hasEnded = ({ status }: Json): boolean => ENDED.has(String(status));

/** The batches, responses and fine-tuning jobs that an answer tells of: one, or a list. */
export const workIn = (answer: Json): Json[] =>
  (Array.isArray(answer.data) ? answer.data : [answer])
    .filter(isRecord)
    .filter(({ object }) => WORK.has(String(object)));

/** Reads a file at OpenAI; undefined where it is not there any more. */
export type ReadFile = (id: string) => Promise<AsyncIterable<Uint8Array> | undefined>;

/**
 * What a batch that has ended used, at half price, or a response in the background.
 *
 * @param isSumEnough whether the sum of its usage tells what a batch cost; where not, its answers are read.
 */
export async function batchEnd(
  work: Json,
  { isSumEnough, read }: { isSumEnough: boolean; read: ReadFile },
  services: StepServices,
): Promise<BatchEnd> {
  const isBatch = work.object === 'batch';
  const model = text(work.model);
  const endpoint = isBatch ? String(work.endpoint ?? '').replace(/^\/v1/, '') : '/responses';
  // A response repeats its tools, which say what drew its pictures.
  const usage = readUsage(isBatch ? { ...work, service_tier: 'batch' } : work, endpoint, work);
  const facts = {
    endpoint: isBatch ? '/batches' : '/responses',
    serviceTier: isBatch ? 'batch' : text(work.service_tier),
    model,
  };
  const output = text(work.output_file_id);
  const free = isBatch && (isFree(endpoint) || hasNoAnswer(work));
  if (isBatch && !free && output !== null && (!isSumEnough || usage === null)) {
    const bytes = await read(output);
    if (bytes !== undefined)
      return { ...facts, ...(await usageOfLines(bytes, { endpoint, model }, services)), isExact: true };
  }
  const {
    inputTokens = 0,
    cachedInputTokens = 0,
    outputTokens = 0,
    reasoningTokens = 0,
  } = usage?.tokens ?? {};
  const cost = free ? 0n : usage === null ? null : await costOfUsage(usage, model, services, isBatch);
  return { ...facts, cost, isExact: free, inputTokens, cachedInputTokens, outputTokens, reasoningTokens };
}

/** A batch that was refused as a whole, of which nothing was done before it was cancelled, or all of which failed, costs nothing. */
function hasNoAnswer({ status, request_counts: counts, usage, output_file_id: output }: Json): boolean {
  if (isRecord(usage) && Number(usage.total_tokens ?? usage.input_tokens) > 0) return false;
  if (isRecord(counts)) return Number(counts.completed) === 0;
  return status !== 'completed' && text(output) === null;
}
