import { pico } from '../costs/amounts.js';
import { priceIn } from '../costs/price-class.js';
import type { PricedModel } from '../costs/priced-model.js';
import { pricedModel } from '../costs/priced-model.js';
import type { PriceClass } from '../models/catalogue-entry.js';
import type { CostSubject, EstimateServices } from './estimate.js';
import { UnknownCost } from './unknown-cost.js';

const OWN_CATALOGUE =
  'Choose another model, name its price in a catalogue of your own (models.catalogue), or set budget.unknownCost.';

/** The model of a request with its prices, if anybody knows them. */
export async function modelOf({ model }: Pick<CostSubject, 'model'>, services: EstimateServices) {
  const entry = model === null ? undefined : services.models.entry(model);
  const priced = model === null ? undefined : await pricedModel(model, services);
  return { id: model, entry, priced };
}

export type EstimatedModel = Awaited<ReturnType<typeof modelOf>>;

/**
 * Pico-USD of a token that may be of any of these classes.
 *
 * @throws UnknownCost where one of them has no known price.
 */
export function dearest(
  { id, priced }: { id: string | null; priced?: PricedModel | undefined },
  classes: PriceClass[],
): bigint {
  if (id === null) throw new UnknownCost('The request names no model, so nobody knows its price.');
  if (priced?.price === undefined) throw new UnknownCost(`The price of ${id} is not known.`, OWN_CATALOGUE);
  let most = 0n;
  for (const name of classes) {
    const price = priceIn(priced.price, name);
    if (price === null) throw new UnknownCost(`The price ${name} of ${id} is not known.`, OWN_CATALOGUE);
    if (pico(price) > most) most = pico(price);
  }
  return most;
}
