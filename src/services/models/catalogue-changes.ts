import type { ModelKind } from '../../plugin-api/models.js';
import type { CatalogueEntry } from './catalogue-entry.js';
import type { ModelCatalogue } from './model-catalogue.js';
import type { PriceDocument } from './price-document.js';

/** A model as `GET /v1/models` lists it. */
export interface ListedModel {
  id: string;
  shutdown_date?: string | null;
}

export interface CatalogueChange {
  model: string;
  /** `kind` where the model is new. */
  field: string;
  from: string | number | null;
  to: string | number | null;
}

/** What is new, model by model, to be merged over the catalogue. */
export type Overlay = Record<string, Partial<CatalogueEntry>>;

export interface Refresh {
  overlay: Overlay;
  changes: CatalogueChange[];
}

const KINDS: readonly [name: RegExp, kind: ModelKind][] = [
  [/image|dall-e/, 'image'],
  [/embedding/, 'embedding'],
  [/moderation/, 'moderation'],
  [/transcribe|whisper/, 'transcription'],
  [/tts/, 'speech'],
  [/realtime|live/, 'realtime'],
];

const kindOf = (id: string): ModelKind => KINDS.find(([name]) => name.test(id))?.[1] ?? 'text';

/** What two sources say that the catalogue doesn't. */
export function catalogueChanges(
  catalogue: ModelCatalogue,
  {
    listed = [],
    prices,
    source,
  }: { listed?: readonly ListedModel[]; prices?: PriceDocument; source?: string },
): Refresh {
  const refresh: Refresh = { overlay: {}, changes: [] };
  // Families first: what they learn holds for their snapshots.
  const own = ({ id }: ListedModel): number => (Object.hasOwn(catalogue.data.models, id) ? 0 : 1);
  for (const model of listed.toSorted((one, other) => own(one) - own(other)))
    addListed(catalogue, model, refresh);
  for (const [id, priced] of prices?.models ?? []) {
    const entry = refresh.overlay[id] ?? catalogue.data.models[id];
    const isOpen = entry !== undefined && (entry.price === undefined || isFromList(entry));
    if (prices?.wins || isOpen) addPrices(catalogue, id, { ...priced, source: source ?? '' }, refresh);
  }
  return refresh;
}

const isFromList = ({ source = '' }: Partial<CatalogueEntry>): boolean => source.includes('genai-prices');

function addListed(catalogue: ModelCatalogue, { id, shutdown_date }: ListedModel, refresh: Refresh): void {
  if (id.startsWith('ft:')) return;
  const shutdown = /^\d{4}-\d{2}-\d{2}/.exec(shutdown_date ?? '')?.[0];
  const name = catalogue.nameOf(id);
  const known = name === undefined ? undefined : { ...catalogue.entry(id), ...refresh.overlay[name] };
  if (known === undefined) {
    const kind = kindOf(id);
    refresh.overlay[id] = { kind, ...(shutdown && { shutdown }), source: 'GET /v1/models' };
    refresh.changes.push({ model: id, field: 'kind', from: null, to: kind });
  } else if (shutdown !== undefined && shutdown !== known.shutdown) {
    // A snapshot of a family gets an entry of its own, with all that the family has.
    refresh.overlay[id] = { ...(name === id ? {} : known), shutdown };
  }
  if (shutdown !== undefined && shutdown !== known?.shutdown)
    refresh.changes.push({ model: id, field: 'shutdown', from: known?.shutdown ?? null, to: shutdown });
}

function addPrices(
  catalogue: ModelCatalogue,
  id: string,
  { price = {}, longContext, source }: Partial<CatalogueEntry>,
  { overlay, changes }: Refresh,
): void {
  const before = catalogue.data.models[id];
  const changed = Object.entries(price).filter(
    ([name, value]) => before?.price?.[name as keyof typeof price] !== value,
  );
  if (before === undefined && overlay[id] === undefined)
    changes.push({ model: id, field: 'kind', from: null, to: kindOf(id) });
  for (const [name, to] of changed) {
    const from = before?.price?.[name as keyof typeof price] ?? null;
    changes.push({ model: id, field: `price.${name}`, from, to });
  }
  if (changed.length === 0) return;
  const kind = before === undefined ? { kind: overlay[id]?.kind ?? kindOf(id) } : {};
  const entry = { ...overlay[id], ...kind, price: Object.fromEntries(changed), source: source! };
  overlay[id] = longContext === undefined ? entry : { ...entry, longContext };
}
