/** What a document's metadata must be, by key. */
export type StoredFilter = Record<string, Plain | { [comparison: string]: Plain | readonly Plain[] }>;

export type Plain = string | number | boolean;

export interface StoredChunk {
  text: string;
  hash: string;
  place: object;
  /** Of length 1. */
  vector: Float32Array;
}

export interface StoredDocument {
  source: string;
  hash: string;
  title?: string;
  metadata: Record<string, Plain>;
  chunks: readonly StoredChunk[];
}

export interface StoredSearch {
  /** Of length 1. */
  vector?: Float32Array;
  text?: string;
  filter?: StoredFilter;
  /** A document that is left out. */
  except?: number;
  limit: number;
}

export interface StoredHit {
  chunk: number;
  source: string;
  title: string | null;
  /** JSON. */
  metadata: string;
  /** JSON. */
  place: string;
  text: string;
  score: number;
  vectorRank?: number;
  textRank?: number;
  similarity?: number;
}

/** What a search for the like of it begins with. */
export interface StoredBasis {
  document: number;
  /** Of length 1. */
  vector: Float32Array;
}

/** Which collection: its row's id, and how many numbers its vectors have. */
export interface CollectionPlace {
  id: number;
  dimensions: number;
}

/**
 * What an engine does with the contents of collections, for every process on its database. What has to do with a collection that
 * is gone meanwhile does nothing and finds nothing.
 *
 * @throws StorageError when the database can't be used, or can't keep collections.
 */
export interface CollectionStore {
  /** Makes the collection's own tables. Once it is made, `found` gives it to others. */
  create(
    owner: string,
    name: string,
    form: { model: string; dimensions: number },
    now: number,
  ): Promise<void>;
  /** Hides it at once, and sweeps its contents away piece by piece. */
  remove(collection: CollectionPlace): Promise<boolean>;
  vectors(
    collection: CollectionPlace,
    hashes: readonly string[],
    now: number,
  ): Promise<Map<string, Float32Array>>;
  keepVectors(
    collection: CollectionPlace,
    vectors: ReadonlyMap<string, Float32Array>,
    now: number,
  ): Promise<void>;
  /** False: the collection is gone. */
  put(collection: CollectionPlace, document: StoredDocument, now: number): Promise<boolean>;
  removeDocuments(collection: CollectionPlace, sources: readonly string[], now: number): Promise<number>;
  search(collection: CollectionPlace, request: StoredSearch): Promise<StoredHit[]>;
  basis(
    collection: CollectionPlace,
    of: { chunk: number } | { source: string },
  ): Promise<StoredBasis | undefined>;
  close(): Promise<void>;
}
