import { basePriceOf } from '../models/base-prices.js';
import type { CatalogueEntry } from '../models/catalogue-entry.js';
import type { ModelCatalogue } from '../models/model-catalogue.js';
import type { OpenAIProvider } from '../openai/openai-provider.js';

export type PricedModel = Pick<CatalogueEntry, 'price' | 'longContext'>;

interface PriceSources {
  readonly models: ModelCatalogue;
  readonly provider: OpenAIProvider;
}

/** The prices of a model, as far as anybody knows them. */
export async function pricedModel(
  id: string,
  { models, provider }: PriceSources,
): Promise<PricedModel | undefined> {
  const entry = models.entry(id);
  if (entry?.price) return entry;
  // Under another base URL the same name may be another product at another price.
  return provider.kind === 'compatible' ? undefined : basePriceOf(id, models.today());
}
