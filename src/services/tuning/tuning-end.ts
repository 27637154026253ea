import type { BatchEnd } from '../batches/batches.js';
import { pico, thousandths } from '../costs/amounts.js';
import type { ModelCatalogue } from '../models/model-catalogue.js';
import type { OpenAIProvider } from '../openai/openai-provider.js';

interface Prices {
  readonly models: ModelCatalogue;
  readonly provider: OpenAIProvider;
}

/** What a fine-tuning job that has ended was billed for: its trained tokens. */
export function tuningEnd(job: Record<string, unknown>, prices: Prices): BatchEnd {
  const { model: base, trained_tokens: trained, status } = job;
  const tokens = typeof trained === 'number' ? trained : null;
  const model = typeof base === 'string' ? base : null;
  return {
    endpoint: '/fine_tuning/jobs',
    serviceTier: null,
    model,
    cost: tokens === null ? costWithoutTokens(status) : costOf(tokens, model, prices),
    inputTokens: tokens ?? 0,
    ...{ cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0 },
  };
}

/** One that failed trained nothing that is billed; of one that was cancelled on its way nobody knows. */
const costWithoutTokens = (status: unknown): bigint | null => (status === 'failed' ? 0n : null);

function costOf(tokens: number, model: string | null, { models, provider }: Prices): bigint | null {
  const price = model === null ? undefined : models.entry(model)?.tuning?.training;
  if (typeof price !== 'number') return null;
  const region = thousandths(provider.isRegional ? models.data.regional : 1);
  return (BigInt(tokens) * pico(price) * region + 500_000n) / 1_000_000n;
}
