import type { TokenUsage } from '../../contracts/request-record.js';
import type { CatalogueFile, PriceClass, PriceTable } from '../models/catalogue-entry.js';
import { nanoOf, pico, thousandths } from './amounts.js';
import type { MeteredUsage } from './metered-usage.js';
import { priceIn } from './price-class.js';
import type { PricedModel } from './priced-model.js';
import { tierMultiplier } from './tier-multiplier.js';
import { type CacheDetails, tokenClasses } from './token-classes.js';

export interface PriceRules {
  tiers: CatalogueFile['tiers'];
  fees: CatalogueFile['fees'];
  /** What the host's region multiplies every price with. */
  region: number;
  /** `YYYY-MM-DD`. */
  today: () => string;
}

function sum(table: PriceTable, classes: [PriceClass, number][]): bigint | null {
  let total = 0n;
  for (const [name, count] of classes) {
    if (count === 0) continue;
    const price = priceIn(table, name);
    if (price === null) return null;
    total += pico(price) * BigInt(count);
  }
  return total;
}

/** Tokens by one price table, in 10^-15 USD; null where a class that was used has no known price. */
function priceTokens(tokens: TokenUsage, model: PricedModel, cache: CacheDetails = {}): bigint | null {
  if (model.price === undefined) return null;
  const { input, output } = tokenClasses(tokens, model.price, cache);
  const inputSum = sum(model.price, input);
  const outputSum = sum(model.price, output);
  if (inputSum === null || outputSum === null) return null;
  const long =
    model.longContext && tokens.inputTokens > model.longContext.above
      ? model.longContext
      : { input: 1, output: 1 };
  return inputSum * thousandths(long.input) + outputSum * thousandths(long.output);
}

/**
 * What a request cost, in nano-USD, by the tier and the model that served it; null where anything that it used has no
 * known price.
 *
 * @param otherPrice the price table of another model that worked within the request.
 */
export function priceUsage(
  usage: MeteredUsage,
  model: PricedModel,
  rules: PriceRules,
  otherPrice: (id: string) => PricedModel | undefined = () => undefined,
): bigint | null {
  const { serviceTier, hosted, audioSeconds } = usage;
  if (hosted.unpriced) return null;
  const tier = tierMultiplier(rules.tiers, serviceTier, rules.today());
  const own = priceTokens(usage.tokens, model, usage);
  if (tier === null || own === null) return null;

  let total = own * thousandths(tier);
  for (const { model: id, tokens, ...cache } of usage.others) {
    const price = id === null ? undefined : otherPrice(id);
    const cost = price && priceTokens(tokens, price, cache);
    if (cost === undefined || cost === null) return null;
    total += cost * 1000n;
  }
  if (audioSeconds > 0) {
    const hour = model.price?.audioHour;
    if (hour === undefined || hour === null) return null;
    total += (pico(hour) * 1_000_000n * 1_000_000n * BigInt(Math.round(audioSeconds * 1000))) / 3_600_000n;
  }
  const fees = hosted.webSearches * rules.fees.webSearch + hosted.fileSearches * rules.fees.fileSearch;
  const nano = (total * thousandths(rules.region) + 500_000_000_000n) / 1_000_000_000_000n;
  return nano + nanoOf(fees);
}
