import type { ModelCatalogue } from '../models/model-catalogue.js';
import type { OpenAIProvider } from '../openai/openai-provider.js';
import type { MeteredUsage } from './metered-usage.js';
import { priceUsage } from './price-usage.js';
import { pricedModel } from './priced-model.js';

interface Prices {
  readonly models: ModelCatalogue;
  readonly provider: OpenAIProvider;
}

/**
 * What a model's usage cost with this provider, in nano-USD; null where anything of it has no known price.
 *
 * @param isSum whether it is that of several requests.
 */
export async function costOfUsage(
  usage: MeteredUsage,
  model: string | null,
  { models, provider }: Prices,
  isSum = false,
): Promise<bigint | null> {
  const priced = model === null ? undefined : await pricedModel(model, { models, provider });
  if (model === null || priced === undefined) return null;
  const { tiers, fees, regional } = models.data;
  const reasons = models.entry(model)?.capabilities?.includes('reasoning') === true;
  const webSearch = usage.hosted.isPreview && !reasons ? fees.webSearchPreview : undefined;
  const rules = {
    tiers,
    fees: { ...fees, webSearch: webSearch ?? fees.webSearch },
    region: provider.isRegional ? regional : 1,
    today: models.today,
  };
  // Requests are billed each by its own length, which their sum does not tell.
  const counted = isSum ? { ...priced, longContext: undefined } : priced;
  return priceUsage(usage, counted, rules, (other) => models.entry(other));
}
