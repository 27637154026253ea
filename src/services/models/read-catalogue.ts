import { readFileSync } from 'node:fs';
import { fault } from '../../contracts/fault.js';
import type { CatalogueEntry, CatalogueFile } from './catalogue-entry.js';

function read(file: string): Partial<CatalogueFile> {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw fault(
      'CATALOGUE_UNREADABLE',
      `The model catalogue can't be read: ${reason}.`,
      'Mend it, or set models.catalogue to another file.',
      { where: file },
    );
  }
  throw fault(
    'CATALOGUE_UNREADABLE',
    'The model catalogue is not a JSON object.',
    'It has the form of config/models.json.',
    { where: file },
  );
}

const merged = (base: CatalogueEntry | undefined, over: CatalogueEntry): CatalogueEntry =>
  base === undefined
    ? { ...over, kind: over.kind ?? 'text' }
    : { ...base, ...over, ...(over.price && { price: { ...base.price, ...over.price } }) };

/** A refreshed catalogue that is older than the bundled one comes before it: the package has been updated since. */
function inOrder(documents: Partial<CatalogueFile>[]): Partial<CatalogueFile>[] {
  const [bundled, refreshed, ...rest] = documents;
  if (bundled === undefined || refreshed?.refreshedOn === undefined) return documents;
  return refreshed.refreshedOn < (bundled.checkedOn ?? '') ? [refreshed, bundled, ...rest] : documents;
}

/** The catalogue of several files; a later file wins, model by model and price by price. */
export function readCatalogue(files: readonly string[]): CatalogueFile {
  const catalogue: CatalogueFile = {
    checkedOn: '',
    tiers: {},
    regional: 1,
    fees: { webSearch: 0, fileSearch: 0 },
    models: {},
  };
  for (const { models = {}, tiers, fees, ...facts } of inOrder(files.map(read))) {
    Object.assign(catalogue, facts);
    Object.assign(catalogue.tiers, tiers);
    Object.assign(catalogue.fees, fees);
    for (const [id, entry] of Object.entries(models))
      catalogue.models[id] = merged(catalogue.models[id], entry);
  }
  return catalogue;
}
