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

/**
 * The catalogue, joined with what the provider lists: its date of a shutdown wins.
 *
 * @param snapshots whether the provider's dated snapshots count, which would fill a list with doubles.
 */
export function knownModels(models: Models, live: LiveList | undefined, snapshots: boolean): KnownModel[] {
  const today = new Date().toISOString().slice(0, 10);
  const catalogue = new Map(models.list().map((info) => [info.id, info]));
  const others = [...(live?.keys() ?? [])]
    .filter((id) => !catalogue.has(id))
    .map((id): [string, ModelInfo | undefined] => [id, models.find(id)])
    .filter(([, info]) => snapshots || info === undefined);
  return [...catalogue, ...others]
    .map(([id, info]) => joined(id, info, live, today))
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
