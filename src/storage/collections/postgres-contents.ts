import type { PoolClient } from 'pg';
import type { CollectionPlace, StoredChunk, StoredDocument } from './collection-store.js';
import { LIVE } from './collection-tables.js';
import { metadataColumns } from './filter-conditions.js';
import { pieces } from './pieces.js';
import { lexemesOf } from './search-words.js';

/** More have no index in pgvector: such vectors are compared one by one. */
const MOST_INDEXED = 4_000;
const CHUNKS_AT_ONCE = 100;

/** The collection's own chunks. */
export const chunkTable = (collection: number): string => `collection_chunk_${collection}`;

/** The index is there before the first vector, so that none is ever built in one go. */
export const makeChunkTable = ({ id, dimensions }: CollectionPlace): string => `
CREATE TABLE ${chunkTable(id)} (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  document integer NOT NULL,
  hash text NOT NULL,
  place text NOT NULL,
  text text NOT NULL,
  words tsvector NOT NULL,
  vector halfvec(${dimensions}) NOT NULL
);
ALTER TABLE ${chunkTable(id)} ALTER COLUMN vector SET STORAGE EXTERNAL;
CREATE INDEX ON ${chunkTable(id)} (document);
CREATE INDEX ON ${chunkTable(id)} (hash);
CREATE INDEX ON ${chunkTable(id)} USING gin (words);
${dimensions > MOST_INDEXED ? '' : `CREATE INDEX ON ${chunkTable(id)} USING hnsw (vector halfvec_cosine_ops) WITH (ef_construction = 256);`}`;

/** As pgvector reads it. */
export const vectorText = (vector: Float32Array): string => `[${vector.join(',')}]`;

/** False where the collection is gone. It stays there until the transaction ends. */
export async function holdCollection(client: PoolClient, { id }: CollectionPlace): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM collection WHERE id = $1 AND gone = 0 FOR KEY SHARE',
    [id],
  );
  return rowCount === 1;
}

/** Removes a source's document; false where there is none. Others that write it wait until the transaction ends. */
export async function removeDocument(
  client: PoolClient,
  { id }: CollectionPlace,
  source: string,
  now: number,
): Promise<boolean> {
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [id, source]);
  const { rows } = await client.query<{ id: number; chunks: number; bytes: number }>(
    `DELETE FROM collection_document WHERE collection = $1 AND source = $2 AND state = ${LIVE} RETURNING id, chunks, bytes`,
    [id, source],
  );
  const [gone] = rows;
  if (gone === undefined) return false;
  await client.query(`DELETE FROM ${chunkTable(id)} WHERE document = $1`, [gone.id]);
  await client.query('DELETE FROM collection_metadata WHERE document = $1', [gone.id]);
  await count(client, id, { documents: -1, chunks: -gone.chunks, bytes: -gone.bytes }, now);
  return true;
}

export async function addDocument(
  client: PoolClient,
  { id: collection }: CollectionPlace,
  { source, hash, title, metadata, chunks }: StoredDocument,
  bytes: number,
  now: number,
): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO collection_document (collection, source, hash, title, metadata, state, chunks, bytes, at)
      VALUES ($1, $2, $3, $4, $5, ${LIVE}, $6, $7, $8) RETURNING id`,
    [collection, source, hash, title ?? null, JSON.stringify(metadata), chunks.length, bytes, now],
  );
  const document = rows[0]!.id;
  for (const [key, value] of Object.entries(metadata)) {
    const { kind, text, number } = metadataColumns(value);
    const columns = [document, collection, key, kind, text, number];
    await client.query('INSERT INTO collection_metadata VALUES ($1, $2, $3, $4, $5, $6)', columns);
  }
  for (const some of pieces(chunks, CHUNKS_AT_ONCE)) await addChunks(client, collection, document, some);
  await count(client, collection, { documents: 1, chunks: chunks.length, bytes }, now);
}

async function addChunks(
  client: PoolClient,
  collection: number,
  document: number,
  chunks: readonly StoredChunk[],
): Promise<void> {
  await client.query(
    `INSERT INTO ${chunkTable(collection)} (document, hash, place, text, words, vector)
      SELECT $1, hash, place, text, words::tsvector, vector::halfvec
      FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS new (hash, place, text, words, vector)`,
    [
      document,
      chunks.map(({ hash }) => hash),
      chunks.map(({ place }) => JSON.stringify(place)),
      chunks.map(({ text }) => text),
      chunks.map(({ text }) => lexemesOf(text)),
      chunks.map(({ vector }) => vectorText(vector)),
    ],
  );
  await client.query('DELETE FROM collection_kept_vector WHERE collection = $1 AND hash = ANY($2)', [
    collection,
    chunks.map(({ hash }) => hash),
  ]);
}

/** At the end of a transaction: others that write to the collection wait for this row. */
async function count(
  client: PoolClient,
  collection: number,
  { documents, chunks, bytes }: { documents: number; chunks: number; bytes: number },
  now: number,
): Promise<void> {
  await client.query(
    `UPDATE collection SET documents = documents + $2, chunks = chunks + $3, bytes = bytes + $4, updated_at = $5 WHERE id = $1`,
    [collection, documents, chunks, bytes, now],
  );
}
