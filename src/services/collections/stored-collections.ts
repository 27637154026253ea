import type { Kysely } from 'kysely';
import { currentCall } from '../../contracts/current-call.js';
import { ownerOf } from '../../contracts/owner-of.js';
import type { RunningCall } from '../../contracts/running-call.js';
import {
  type ChunkPlace,
  type CollectionFacts,
  Collections,
  type Hit,
  type KnownDocument,
  type MetadataFilter,
  type NewDocument,
  type SearchRequest,
} from '../../plugin-api/collections.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { CollectionRows, type FoundCollection } from '../../storage/collections/collection-rows.js';
import type { CollectionStore, StoredHit } from '../../storage/collections/collection-store.js';
import type { Tables } from '../../storage/tables.js';
import {
  checkDimensions,
  checkDocument,
  checkFilter,
  checkLimit,
  checkName,
  checkVector,
  plain,
} from './collection-shapes.js';

interface CollectionsParts {
  db: () => Promise<Kysely<Tables>>;
  store: () => Promise<CollectionStore>;
  /** ms since 1970. */
  now: () => number;
}

/** Collections in the database, each its owner's. */
export class StoredCollections extends Collections {
  constructor(private readonly parts: CollectionsParts) {
    super();
  }

  async list(call: ToolCall): Promise<CollectionFacts[]> {
    return (await (await this.rows()).list(ownerIn(call))).map(factsOf);
  }

  async find(name: string, call: ToolCall): Promise<CollectionFacts | undefined> {
    const row = await this.lookFor(name, call);
    return row && factsOf(row);
  }

  async create(
    name: string,
    { model, dimensions }: { model: string; dimensions: number },
    call: ToolCall,
  ): Promise<CollectionFacts> {
    checkName(name);
    checkDimensions(dimensions);
    if ((await this.lookFor(name, call)) === undefined) {
      refuseDryRun('It would make a collection.');
      await (await this.parts.store()).create(
        ownerIn(call),
        name,
        { model: plain(model), dimensions },
        this.parts.now(),
      );
    }
    const found = await this.need(name, call);
    if (found.model === model && found.dimensions === dimensions) return factsOf(found);
    throw new ToolError(
      'COLLECTION_DIFFERS',
      `Collection "${name}" has vectors by ${found.model} with ${found.dimensions} dimensions; asked for was ${model} with ${dimensions}.`,
      'Use its model and dimensions, choose another name, or delete the collection and index anew.',
    );
  }

  async delete(name: string, call: ToolCall): Promise<boolean> {
    const found = await this.lookFor(name, call);
    if (found !== undefined) refuseDryRun('It would delete a collection.');
    return found !== undefined && (await this.parts.store()).remove(found);
  }

  async documents(
    name: string,
    sources: readonly string[],
    call: ToolCall,
  ): Promise<Map<string, KnownDocument>> {
    const { id } = await this.need(name, call);
    const rows = await (await this.rows()).documents(id, sources.map(plain));
    return new Map(
      rows.map(({ source, hash, chunks, metadata }) => [
        source,
        { hash, chunks, metadata: JSON.parse(metadata) },
      ]),
    );
  }

  async sources(
    name: string,
    page: { prefix?: string; after?: string; limit: number },
    call: ToolCall,
  ): Promise<string[]> {
    const { id } = await this.need(name, call);
    return (await this.rows()).sources(id, page);
  }

  async vectors(name: string, hashes: readonly string[], call: ToolCall): Promise<Map<string, Float32Array>> {
    const found = await this.need(name, call);
    return (await this.parts.store()).vectors(found, hashes.map(plain), this.parts.now());
  }

  async keepVectors(name: string, vectors: ReadonlyMap<string, Float32Array>, call: ToolCall): Promise<void> {
    const found = await this.need(name, call);
    refuseDryRun('It would keep vectors.');
    const checked = new Map([...vectors].map(([hash, vector]) => [plain(hash), checkVector(vector, found)]));
    await (await this.parts.store()).keepVectors(found, checked, this.parts.now());
  }

  async putDocument(name: string, document: NewDocument, call: ToolCall): Promise<void> {
    const found = await this.need(name, call);
    refuseDryRun('It would put documents into a collection.');
    const isIn = await (await this.parts.store()).put(
      found,
      checkDocument(document, found),
      this.parts.now(),
    );
    if (!isIn) throw notFound(name);
  }

  async removeDocuments(name: string, sources: readonly string[], call: ToolCall): Promise<number> {
    const found = await this.need(name, call);
    refuseDryRun('It would remove documents from a collection.');
    return (await this.parts.store()).removeDocuments(found, sources.map(plain), this.parts.now());
  }

  async search(name: string, { vector, text, filter, limit }: SearchRequest, call: ToolCall): Promise<Hit[]> {
    const found = await this.need(name, call);
    checkLimit(limit);
    const request = {
      ...(vector !== undefined && { vector: checkVector(vector, found) }),
      ...(text !== undefined && { text }),
      ...(filter !== undefined && { filter: checkFilter(filter) }),
      limit,
    };
    return (await (await this.parts.store()).search(found, request)).map(hitOf);
  }

  async similar(
    name: string,
    to: { chunk: string } | { source: string },
    { filter, limit }: { filter?: MetadataFilter; limit: number },
    call: ToolCall,
  ): Promise<Hit[]> {
    const found = await this.need(name, call);
    checkLimit(limit);
    const store = await this.parts.store();
    const basis = await store.basis(
      found,
      'chunk' in to ? { chunk: chunkId(to.chunk) } : { source: plain(to.source) },
    );
    if (basis === undefined) throw documentNotFound(name, to);
    const request = {
      vector: basis.vector,
      except: basis.document,
      ...(filter !== undefined && { filter: checkFilter(filter) }),
      limit,
    };
    return (await store.search(found, request)).map(hitOf);
  }

  private async rows(): Promise<CollectionRows> {
    return new CollectionRows(await this.parts.db());
  }

  private async lookFor(name: string, call: ToolCall): Promise<FoundCollection | undefined> {
    return (await this.rows()).find(ownerIn(call), plain(name));
  }

  private async need(name: string, call: ToolCall): Promise<FoundCollection> {
    const found = await this.lookFor(name, call);
    if (found === undefined) throw notFound(name);
    return found;
  }
}

/** An estimate changes nothing. */
function refuseDryRun(what: string): void {
  const run = currentCall.getStore()?.dryRun;
  if (run !== undefined) throw run.withhold(what);
}

const ownerIn = (call: ToolCall): string => ownerOf(currentCall.getStore() ?? (call as RunningCall));

/** No chunk has the id 0. */
const chunkId = (id: string): number => (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0);

const notFound = (name: string): ToolError =>
  new ToolError(
    'COLLECTION_NOT_FOUND',
    `There is no collection "${name.slice(0, 100)}".`,
    'list-collections says which there are.',
  );

const documentNotFound = (name: string, to: { chunk: string } | { source: string }): ToolError =>
  new ToolError(
    'DOCUMENT_NOT_FOUND',
    'chunk' in to
      ? `Collection "${name}" has no chunk ${to.chunk.slice(0, 40)}.`
      : `Collection "${name}" has no document "${to.source.slice(0, 200)}", or it has no text.`,
    'Take the source, or the chunk, from what a search found; chunks change when their document is indexed anew.',
  );

const factsOf = ({
  name,
  model,
  dimensions,
  documents,
  chunks,
  bytes,
  created_at,
  updated_at,
}: FoundCollection): CollectionFacts => ({
  ...{ name, model, dimensions, documents, chunks, bytes },
  createdAt: new Date(created_at).toISOString(),
  updatedAt: new Date(updated_at).toISOString(),
});

const hitOf = ({ chunk, title, metadata, place, ...hit }: StoredHit): Hit => ({
  ...hit,
  chunk: String(chunk),
  ...(title !== null && { title }),
  metadata: JSON.parse(metadata),
  place: JSON.parse(place) as ChunkPlace,
});
