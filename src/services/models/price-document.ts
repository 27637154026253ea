import { fault } from '../../contracts/fault.js';
import { type ListedPrices, pricesOn } from './base-prices.js';
import type { CatalogueEntry, PriceClass } from './catalogue-entry.js';

export type Priced = Pick<CatalogueEntry, 'price' | 'longContext'>;

/** Prices from outside, by the ids of models. */
export interface PriceDocument {
  /** Whether its maker speaks for all that it names; otherwise it fills in what is not known. */
  wins: boolean;
  models: Map<string, Priced>;
}

type Json = Record<string, unknown>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads prices in the form of config/models.json, or in that of the genai-prices data.
 *
 * @throws FaultError PRICES_UNUSABLE
 */
export function readPriceDocument(document: unknown, where: string, today: string): PriceDocument {
  const found = Array.isArray(document)
    ? { wins: false, models: listed(document, today) }
    : { wins: true, models: ownForm(isRecord(document) ? document.models : undefined) };
  if (found.models.size === 0)
    throw unusable(where, 'It has neither the form of config/models.json nor that of the genai-prices data.');
  for (const [id, { price = {} }] of found.models) {
    const wrong = Object.entries(price).find(([, value]) => !isPrice(value));
    if (wrong) throw unusable(where, `The price ${wrong[0]} of ${id} is no amount.`);
  }
  return found;
}

const isPrice = (value: unknown): boolean =>
  value === null || (typeof value === 'number' && Number.isFinite(value) && value >= 0);

function ownForm(models: unknown): Map<string, Priced> {
  if (!isRecord(models)) return new Map();
  const priced = Object.entries(models).flatMap(([id, entry]): [string, Priced][] => {
    if (!isRecord(entry) || !isRecord(entry.price)) return [];
    const longContext = isLong(entry.longContext) ? { longContext: entry.longContext } : {};
    return [[id, { price: entry.price as { [name in PriceClass]?: number }, ...longContext }]];
  });
  return new Map(priced);
}

const isLong = (value: unknown): value is NonNullable<Priced['longContext']> =>
  isRecord(value) && ['above', 'input', 'output'].every((name) => typeof value[name] === 'number');

function listed(providers: unknown[], today: string): Map<string, Priced> {
  const openai = providers.filter(isRecord).find(({ id }) => id === 'openai');
  const models = Array.isArray(openai?.models) ? openai.models.filter(isRecord) : [];
  const priced = models.flatMap(({ id, prices }): [string, Priced][] => {
    const found = pricesOn(prices as ListedPrices, today);
    return typeof id === 'string' && found ? [[id, found]] : [];
  });
  return new Map(priced);
}

const unusable = (where: string, why: string) =>
  fault('PRICES_UNUSABLE', `The prices can't be used. ${why}`, 'Name another URL; nothing was changed.', {
    where,
  });
