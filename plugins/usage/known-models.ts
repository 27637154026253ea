import type { ModelInfo, Models } from 'openai-mcp-host/plugin';
import { type DayOfShutdown, dayOfShutdown } from './day-of-shutdown.js';

/** A model as the catalogue and the account know it together. */
export interface KnownModel extends DayOfShutdown {
  id: string;
  kind: string;
  status: string;
  replacement?: string;
  price?: { input: number | null; cached_input: number | null; output: number | null };
  capabilities: string[];
  /** Whether the key may use it; left out where that is not known. */
  available?: boolean;
  /** Where it is found; left out where only the catalogue was asked. */
  in?: 'both' | 'account' | 'catalogue';
  /** What a fine-tuned model was made from, and ends with. */
  base?: string;
}

export type LiveList = ReadonlyMap<string, string | undefined>;

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
    .filter(([id, info]) => snapshots || info === undefined || baseOf(id) !== undefined);
  return [...catalogue, ...others]
    .map(([id, info]) => joined(id, info, live, today))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Of `ft:gpt-4.1-mini-2025-04-14:acme::abc`, the second part. */
const baseOf = (id: string): string | undefined =>
  id.startsWith('ft:') ? id.split(':')[1] || undefined : undefined;

function joined(
  id: string,
  info: ModelInfo | undefined,
  live: LiveList | undefined,
  today: string,
): KnownModel {
  const base = baseOf(id);
  const end = dayOfShutdown([id, ...(base === undefined ? [] : [base])], info?.shutdown, live, today);
  const price = info?.price;
  const isInCatalogue = info !== undefined;
  return {
    id,
    kind: info?.kind ?? 'other',
    status: end.shutdown === undefined ? 'current' : end.shutdown <= today ? 'retired' : 'retiring',
    ...end,
    replacement: info?.replacement,
    price: price ? { input: price.input, cached_input: price.cachedInput, output: price.output } : undefined,
    capabilities: info?.capabilities ?? [],
    available: live?.has(id),
    in: live && (live.has(id) ? (isInCatalogue ? 'both' : 'account') : 'catalogue'),
    base,
  };
}
