import type { ModelInfo, Models } from 'openai-mcp-host/plugin';

/** A model as the catalogue and the provider know it together. */
export interface KnownModel {
  id: string;
  kind: string;
  status: string;
  shutdown?: string;
  replacement?: string;
  price?: { input: number | null; cached_input: number | null; output: number | null };
  capabilities: string[];
  /** Whether the key may use it; left out where that is not known. */
  available?: boolean;
}

type LiveList = ReadonlyMap<string, string | undefined>;

/** The catalogue, joined with what the provider lists: its date of a shutdown wins. */
export function knownModels(models: Models, live: LiveList | undefined, today: string): KnownModel[] {
  const catalogue = models.list();
  const own = new Set(catalogue.map(({ id }) => id));
  const others = [...(live?.keys() ?? [])].filter((id) => !own.has(id));
  const known = [...catalogue, ...others.map((id) => models.find(id) ?? id)];
  const ids = [...own, ...others];
  return known
    .map((info, index) => joined(ids[index]!, typeof info === 'string' ? undefined : info, live, today))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function joined(
  id: string,
  info: ModelInfo | undefined,
  live: LiveList | undefined,
  today: string,
): KnownModel {
  const shutdown = live?.get(id) ?? info?.shutdown;
  const price = info?.price;
  return {
    id,
    kind: info?.kind ?? 'other',
    status:
      live?.get(id) === undefined ? (info?.status ?? 'current') : shutdown! <= today ? 'retired' : 'retiring',
    shutdown,
    replacement: info?.replacement,
    price: price ? { input: price.input, cached_input: price.cachedInput, output: price.output } : undefined,
    capabilities: info?.capabilities ?? [],
    available: live?.has(id),
  };
}
