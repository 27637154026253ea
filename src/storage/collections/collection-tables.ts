import type { Generated } from 'kysely';

export interface CollectionTable {
  id: Generated<number>;
  owner: string;
  name: string;
  model: string;
  dimensions: number;
  documents: number;
  chunks: number;
  /** Of texts and vectors, as they are stored. */
  bytes: number;
  created_at: number;
  updated_at: number;
  /** 1 while it is being removed. */
  gone: number;
}

export interface CollectionDocumentTable {
  id: Generated<number>;
  collection: number;
  source: string;
  hash: string;
  title: string | null;
  /** JSON. */
  metadata: string;
  /** See {@link STAGED}, {@link LIVE}, {@link DEAD}. */
  state: number;
  chunks: number;
  bytes: number;
  at: number;
}

/** Being written; nobody sees it. One that stays so was left by a process that ended. */
export const STAGED = 0;
/** What searches find: at most one of a source. */
export const LIVE = 1;
/** To be swept away. */
export const DEAD = 2;

export interface CollectionTables {
  collection: CollectionTable;
  collection_document: CollectionDocumentTable;
}
