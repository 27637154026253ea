import type { CollectionFacts, NewDocument } from '../../../src/plugin-api/collections.js';
import type { ToolCall } from '../../../src/plugin-api/tool-call.js';
import {
  createCollections,
  type OpenCollections,
} from '../../../src/services/collections/create-collections.js';
import type { FreshStorage } from '../../support/fresh-storage.js';

export const DIMENSIONS = 32;
export const FORM = { model: 'text-embedding-3-small', dimensions: DIMENSIONS };

/** A call of this client's; without a name, of the user of this machine. */
export const callOf = (name?: string): ToolCall =>
  ({ isLocal: name === undefined, client: { name: name ?? 'desk' } }) as unknown as ToolCall;

/** A vector that points somewhere; texts with near numbers have near vectors. */
export function pointing(angle: number, dimensions = DIMENSIONS): Float32Array {
  return Float32Array.from({ length: dimensions }, (_, place) => Math.cos(angle * (1 + place / 4) + place));
}

type Pieces = Record<string, number>;

/** A document whose chunks have these texts and point in these directions. */
export function documentOf(source: string, pieces: Pieces, more: Partial<NewDocument> = {}): NewDocument {
  const texts = Object.entries(pieces);
  return {
    source,
    hash: JSON.stringify(texts),
    metadata: {},
    chunks: texts.map(([text, angle], place) => ({
      text,
      hash: `hash of ${text}`,
      place: { from: place * 100, to: place * 100 + text.length, line: place + 1 },
      vector: pointing(angle),
    })),
    ...more,
  };
}

/** A server's collections on a database. */
export async function collectionsOn(fresh: FreshStorage, now = Date.now): Promise<OpenCollections> {
  const storage = await fresh.open();
  return createCollections({ place: fresh.place, storage: async () => storage, now });
}

export const emptied = (facts: CollectionFacts | undefined) =>
  facts && [facts.documents, facts.chunks, facts.bytes];
