import { Contract } from './contract.js';
import type { ToolCall } from './tool-call.js';

/** What is known of a document beside its text; filters ask for it. */
export type Metadata = Record<string, string | number | boolean>;

/** A collection as a whole. */
export interface CollectionFacts {
  name: string;
  /** The model that its vectors come from. */
  model: string;
  /** How many numbers a vector has. */
  dimensions: number;
  documents: number;
  chunks: number;
  /** What its texts and vectors take. */
  bytes: number;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
}

/** Where in its document a chunk stands. */
export interface ChunkPlace {
  /** Of its first character in the document's text, from 0. */
  from: number;
  /** Of the character after its last. */
  to: number;
  /** Its first line, from 1. */
  line?: number;
  /** From 1. */
  page?: number;
  /** The headings above it. */
  heading?: string;
}

/** A piece of a document that is found by itself. */
export interface NewChunk {
  text: string;
  /** Says which text its vector is of: the same text has the same hash. */
  hash: string;
  place: ChunkPlace;
  /** As the model gave it; need not have length 1. */
  vector: Float32Array;
}

/** A document with all of its chunks. */
export interface NewDocument {
  /** What it is called in its collection: a path, an address, an id. */
  source: string;
  /** Says which content it has: the same content has the same hash. */
  hash: string;
  title?: string;
  metadata: Metadata;
  chunks: readonly NewChunk[];
}

/** What is known of a document that was put into a collection. */
export interface KnownDocument {
  hash: string;
  chunks: number;
  metadata: Metadata;
}

/** One condition, or several that all hold. `ne` also holds where a document does not have the key. Text is compared by code points, numbers with numbers only. */
export interface FilterRange {
  in?: readonly (string | number | boolean)[];
  gte?: string | number;
  gt?: string | number;
  lte?: string | number;
  lt?: string | number;
  ne?: string | number | boolean;
}

/** What a document's metadata must be, by key; all of it. */
export type MetadataFilter = Record<string, string | number | boolean | FilterRange>;

/** What is looked for. */
export interface SearchRequest {
  /** Finds what means the same. */
  vector?: Float32Array;
  /** Finds what has these words; any text, nothing in it is syntax. */
  text?: string;
  filter?: MetadataFilter;
  /** 1 to 100. */
  limit: number;
}

/** A chunk that was found. */
export interface Hit {
  /** Its id, for `similar`. */
  chunk: string;
  source: string;
  title?: string;
  metadata: Metadata;
  text: string;
  place: ChunkPlace;
  /** What hits are ordered by, best first: the sum of 1 / (60 + rank) over the lists that it is in. */
  score: number;
  /** Its place among what means the same, from 1. */
  vectorRank?: number;
  /** Its place among what has the words, from 1. */
  textRank?: number;
  /** Cosine of its vector and the one looked for, -1 to 1. */
  similarity?: number;
}

/**
 * The semantic index: collections of documents, found by meaning, by words, or by both. It survives a restart and holds for all
 * servers on its database. Reading, chunking and embedding are the plugin's part. A client has only its own collections.
 *
 * Every method throws ToolError `COLLECTION_NOT_FOUND` where it needs a collection that is not there, and `COLLECTIONS_UNAVAILABLE`
 * where the database can't keep any.
 */
@Contract('Collections')
export abstract class Collections {
  /** All of the client's, by name. */
  abstract list(call: ToolCall): Promise<CollectionFacts[]>;

  /** The client's collection of that name; undefined where it has none. */
  abstract find(name: string, call: ToolCall): Promise<CollectionFacts | undefined>;

  /**
   * Makes a collection, or gives the one that is there.
   *
   * @param name up to 100 characters.
   * @throws ToolError `COLLECTION_DIFFERS` where that has another model or other dimensions.
   */
  abstract create(
    name: string,
    form: { model: string; dimensions: number },
    call: ToolCall,
  ): Promise<CollectionFacts>;

  /** Removes it with all that is in it. False: there was none. */
  abstract delete(name: string, call: ToolCall): Promise<boolean>;

  /** What is known of documents, by source; those that are not there are left out. */
  abstract documents(
    name: string,
    sources: readonly string[],
    call: ToolCall,
  ): Promise<Map<string, KnownDocument>>;

  /** The sources of its documents, in order of their code points. */
  abstract sources(
    name: string,
    page: { prefix?: string; after?: string; limit: number },
    call: ToolCall,
  ): Promise<string[]>;

  /** Vectors of texts that were embedded before, by hash; those that are not there are left out. */
  abstract vectors(
    name: string,
    hashes: readonly string[],
    call: ToolCall,
  ): Promise<Map<string, Float32Array>>;

  /**
   * Puts vectors down as soon as they are paid for, before their documents are whole, so that `vectors` has them after a crash.
   * What no document needs is cleared after a week.
   *
   * @throws ToolError `COLLECTION_DIFFERS` where one has other dimensions.
   */
  abstract keepVectors(
    name: string,
    vectors: ReadonlyMap<string, Float32Array>,
    call: ToolCall,
  ): Promise<void>;

  /**
   * Puts a document in, in place of an older one of that source: a search finds all of the one or all of the other.
   *
   * @throws ToolError `COLLECTION_DIFFERS` where a vector has other dimensions.
   */
  abstract putDocument(name: string, document: NewDocument, call: ToolCall): Promise<void>;

  /** Removes documents, and says how many there were. */
  abstract removeDocuments(name: string, sources: readonly string[], call: ToolCall): Promise<number>;

  /**
   * Finds chunks by meaning (`vector`), by words (`text`), or by both, best first.
   *
   * @throws ToolError `COLLECTION_DIFFERS` where the vector has other dimensions.
   */
  abstract search(name: string, request: SearchRequest, call: ToolCall): Promise<Hit[]>;

  /**
   * Finds chunks that mean the same as one chunk, or as a whole document; those of that document are left out.
   *
   * @throws ToolError `DOCUMENT_NOT_FOUND` where it is not there.
   */
  abstract similar(
    name: string,
    to: { chunk: string } | { source: string },
    options: { filter?: MetadataFilter; limit: number },
    call: ToolCall,
  ): Promise<Hit[]>;
}
