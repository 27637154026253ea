import { priceUsage } from '../costs/price-usage.js';
import { pricedModel } from '../costs/priced-model.js';
import { readUsage } from '../openai/read-usage.js';
import type { StepServices } from '../openai/request-step.js';
import type { BatchEnd } from './batches.js';

type Json = Record<string, unknown>;

const ENDED = new Set(['completed', 'failed', 'expired', 'cancelled']);
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;

export const hasEnded = ({ status }: Json): boolean => ENDED.has(String(status));

/** The batches that an answer tells of: one, or a list. */
export const batchesIn = (answer: Json): Json[] =>
  (Array.isArray(answer.data) ? answer.data : [answer])
    .filter(isRecord)
    .filter(({ object }) => object === 'batch');

/** What a batch that has ended used, at half price. */
export async function batchEnd(batch: Json, { models, provider }: StepServices): Promise<BatchEnd> {
  const model = typeof batch.model === 'string' ? batch.model : null;
  const endpoint = String(batch.endpoint ?? '').replace(/^\/v1/, '');
  const usage = readUsage({ ...batch, service_tier: 'batch' }, endpoint, undefined);
  const {
    inputTokens = 0,
    cachedInputTokens = 0,
    outputTokens = 0,
    reasoningTokens = 0,
  } = usage?.tokens ?? {};
  const priced = model === null ? undefined : await pricedModel(model, { models, provider });
  const { tiers, fees, regional } = models.data;
  const rules = { tiers, fees, region: provider.isRegional ? regional : 1, today: models.today };
  // What was refused as a whole, or cancelled before anything was done, has no usage and no cost.
  const nothing =
    usage === null && Number(isRecord(batch.request_counts) ? batch.request_counts.completed : 0) === 0;
  // Requests of one batch are billed each by its own length.
  const cost = usage && priced ? priceUsage(usage, { ...priced, longContext: undefined }, rules) : null;
  return {
    model,
    cost: nothing && batch.status !== 'completed' ? 0n : cost,
    inputTokens,
    cachedInputTokens,
    outputTokens,
    reasoningTokens,
  };
}
