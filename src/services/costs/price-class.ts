import type { PriceClass, PriceTable } from '../models/catalogue-entry.js';

const FALLBACK: { [name in PriceClass]?: PriceClass } = {
  imageInput: 'input',
  cachedImageInput: 'cachedInput',
  imageOutput: 'output',
  cacheWrite: 'input',
};

/** USD per million tokens of a class; null where they are charged, and nobody knows how much. */
export function priceIn(table: PriceTable, name: PriceClass): number | null {
  const price = table[name];
  if (price !== undefined) return price;
  const other = FALLBACK[name];
  return other === undefined ? null : (table[other] ?? null);
}
