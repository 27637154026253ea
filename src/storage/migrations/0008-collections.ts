import type { Migration } from '../migration.js';

/** What both engines have. Tables that need an extension, or belong to one collection, are made with that collection. */
const tables = (id: string, time: string, real: string, bytes: string, exact: string) => `
CREATE TABLE collection (
  id ${id},
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  model TEXT NOT NULL,
  dimensions INTEGER NOT NULL,
  documents INTEGER NOT NULL DEFAULT 0,
  chunks INTEGER NOT NULL DEFAULT 0,
  bytes ${time} NOT NULL DEFAULT 0,
  created_at ${time} NOT NULL,
  updated_at ${time} NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX collection_name ON collection (owner, name) WHERE gone = 0;
CREATE TABLE collection_document (
  id ${id},
  collection INTEGER NOT NULL,
  source TEXT ${exact} NOT NULL,
  hash TEXT NOT NULL,
  title TEXT,
  metadata TEXT NOT NULL,
  state INTEGER NOT NULL,
  chunks INTEGER NOT NULL,
  bytes ${time} NOT NULL,
  at ${time} NOT NULL
);
CREATE UNIQUE INDEX collection_document_source ON collection_document (collection, source) WHERE state = 1;
CREATE INDEX collection_document_place ON collection_document (collection, id);
CREATE INDEX collection_document_state ON collection_document (state) WHERE state <> 1;
CREATE TABLE collection_metadata (
  document INTEGER NOT NULL,
  collection INTEGER NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT ${exact},
  number ${real},
  PRIMARY KEY (document, key)
);
CREATE INDEX collection_metadata_text ON collection_metadata (collection, key, text);
CREATE INDEX collection_metadata_number ON collection_metadata (collection, key, number);
CREATE TABLE collection_kept_vector (
  collection INTEGER NOT NULL,
  hash TEXT NOT NULL,
  vector ${bytes} NOT NULL,
  kept_at ${time} NOT NULL,
  PRIMARY KEY (collection, hash)
);
CREATE INDEX collection_kept_vector_at ON collection_kept_vector (kept_at);
`;

/** Vectors stand by themselves: a search reads many of them, and few texts. `collection_bits` has those of consecutive chunks. */
const chunks = `
CREATE TABLE collection_chunk (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  collection INTEGER NOT NULL,
  document INTEGER NOT NULL,
  hash TEXT NOT NULL,
  place TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX collection_chunk_document ON collection_chunk (document);
CREATE INDEX collection_chunk_hash ON collection_chunk (collection, hash);
CREATE TABLE collection_vector (chunk INTEGER PRIMARY KEY, document INTEGER NOT NULL, vector BLOB NOT NULL);
CREATE TABLE collection_bits (
  first INTEGER PRIMARY KEY,
  collection INTEGER NOT NULL,
  document INTEGER NOT NULL,
  bits BLOB NOT NULL
);
CREATE INDEX collection_bits_collection ON collection_bits (collection, first);
CREATE INDEX collection_bits_document ON collection_bits (document);
`;

export const collectionsMigration: Migration = {
  name: '0008-collections',
  sqlite: tables('INTEGER PRIMARY KEY AUTOINCREMENT', 'INTEGER', 'REAL', 'BLOB', '') + chunks,
  postgres: tables(
    'INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
    'double precision',
    'double precision',
    'bytea',
    'COLLATE "C"',
  ),
};
