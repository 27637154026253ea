import type { CatalogueFile, PriceTable } from '../models/catalogue-entry.js';
import { nanoOf, pico } from './amounts.js';

interface Unmetered {
  endpoint: string;
  json: Record<string, unknown> | undefined;
}

const SEARCH = /^\/vector_stores\/[^/]+\/search$/;

/** Nano-USD of what is billed by the request alone, without any usage in its answer; undefined for all else. */
export function unmeteredCost(
  { endpoint, json }: Unmetered,
  price: PriceTable | undefined,
  fees: CatalogueFile['fees'],
): bigint | undefined {
  if (SEARCH.test(endpoint)) return nanoOf(fees.fileSearch);
  const perMillion = price?.characters;
  const spoken = json?.input;
  if (endpoint !== '/audio/speech' || typeof perMillion !== 'number' || typeof spoken !== 'string')
    return undefined;
  return (BigInt([...spoken].length) * pico(perMillion) + 500n) / 1000n;
}
