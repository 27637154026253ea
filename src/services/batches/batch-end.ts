import { costOfUsage } from '../costs/cost-of-usage.js';
import { readUsage } from '../openai/read-usage.js';
import type { StepServices } from '../openai/request-step.js';
import type { BatchEnd } from './batches.js';

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

/** What a batch that has ended used, at half price, or a response in the background. */
export async function batchEnd(work: Json, services: StepServices): Promise<BatchEnd> {
  const isBatch = work.object === 'batch';
  const model = text(work.model);
  const endpoint = isBatch ? String(work.endpoint ?? '').replace(/^\/v1/, '') : '/responses';
  // A response repeats its tools, which say what drew its pictures.
  const usage = readUsage(isBatch ? { ...work, service_tier: 'batch' } : work, endpoint, work);
  const {
    inputTokens = 0,
    cachedInputTokens = 0,
    outputTokens = 0,
    reasoningTokens = 0,
  } = usage?.tokens ?? {};
  return {
    endpoint: isBatch ? '/batches' : '/responses',
    serviceTier: isBatch ? 'batch' : text(work.service_tier),
    model,
    cost: usage === null ? costWithoutUsage(work) : await costOfUsage(usage, model, services),
    ...{ inputTokens, cachedInputTokens, outputTokens, reasoningTokens },
  };
}

/** A batch that was refused as a whole, or cancelled before anything was done, has no usage and no cost. */
function costWithoutUsage({ object, status, request_counts }: Json): bigint | null {
  const completed = isRecord(request_counts) ? Number(request_counts.completed) : 0;
  return object === 'batch' && status !== 'completed' && completed === 0 ? 0n : null;
}
