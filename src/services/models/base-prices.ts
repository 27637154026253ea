import type { ModelPrice } from '@pydantic/genai-prices';
import type { CatalogueEntry, PriceClass } from './catalogue-entry.js';

const NAMES: Record<string, PriceClass> = {
  input_mtok: 'input',
  cache_read_mtok: 'cachedInput',
  cache_write_mtok: 'cacheWrite',
  output_mtok: 'output',
  input_image_mtok: 'imageInput',
  cache_image_read_mtok: 'cachedImageInput',
  output_image_mtok: 'imageOutput',
  input_audio_mtok: 'audioInput',
  cache_audio_read_mtok: 'cachedAudioInput',
  output_audio_mtok: 'audioOutput',
  audio_hours: 'audioHour',
};

type Priced = Pick<CatalogueEntry, 'price' | 'longContext'>;
type Dated = { constraint?: object; prices: ModelPrice }[];

/** Prices as the list has them: one table, or several from certain days on. */
export type ListedPrices = ModelPrice | Dated;

/**
 * The price of an OpenAI model that config/models.json doesn't price, from a kept price list. Only by its exact id: the
 * list's own search goes by prefixes and takes gpt-realtime-2.1-mini for gpt-realtime-mini.
 */
export async function basePriceOf(id: string, today: string): Promise<Priced | undefined> {
  const { findProvider } = await import('@pydantic/genai-prices');
  const model = findProvider({ providerId: 'openai' })?.models.find((candidate) => candidate.id === id);
  return model && pricesOn(model.prices, today);
}

/** What the list's prices say of a day. */
export function pricesOn(listed: ListedPrices, today: string): Priced | undefined {
  const prices = Array.isArray(listed) ? priceOn(listed, today) : listed;
  return prices && convert(prices);
}

const startOf = (constraint: object | undefined): string => {
  if (constraint === undefined) return '';
  const start: unknown = Reflect.get(constraint, 'start_date');
  return typeof start === 'string' ? start : 'never';
};

const priceOn = (dated: Dated, today: string): ModelPrice | undefined =>
  dated.findLast(({ constraint }) => startOf(constraint) <= today)?.prices;

function convert(prices: ModelPrice): Priced | undefined {
  const price: CatalogueEntry['price'] = {};
  let longContext: CatalogueEntry['longContext'];
  for (const [name, value] of Object.entries(prices)) {
    const kind = NAMES[name];
    if (kind === undefined || value === undefined) continue;
    price[kind] = typeof value === 'number' ? value : value.base;
    if (typeof value === 'object') longContext = { above: 272_000, input: 2, output: 1.5 };
  }
  return Object.keys(price).length === 0 ? undefined : { price, ...(longContext && { longContext }) };
}
