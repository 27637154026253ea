import type { CatalogueFile, Tier } from '../models/catalogue-entry.js';

/** What a service tier multiplies prices with on a day; null where nobody knows. */
export function tierMultiplier(
  tiers: CatalogueFile['tiers'],
  name: string | null,
  today: string,
): number | null {
  if (name === null || name === 'default' || name === 'auto') return 1;
  const tier: Tier | undefined = tiers[name];
  if (tier === undefined || typeof tier === 'number') return tier ?? null;
  return tier.findLast(({ from = '' }) => from <= today)?.multiplier ?? null;
}
