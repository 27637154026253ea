import type { PoolClient } from 'pg';
import type { CollectionPlace, StoredHit, StoredSearch } from './collection-store.js';
import { LIVE } from './collection-tables.js';
import { conditionsOf } from './filter-conditions.js';
import { fuseRanks } from './fused-ranks.js';
import { halfvecBytes } from './halfvec-bytes.js';
import type { ListedWords } from './listed-words.js';
import { chunkTable } from './postgres-contents.js';
import { withWords } from './postgres-word-search.js';
import { wordsOf } from './search-words.js';
import { soughtWords } from './sought-words.js';
import { type WantedChunks, wantedDocuments } from './wanted-chunks.js';

/** Of each list, so many take part in the ranking. */
const RANKED = 50;
/** Of so few chunks that there are, or that a filter leaves, every vector is compared. */
const MOST_COMPARED = 5_000;

/**
 * One state of the database for all that follows; and a walk through the vectors' index goes on until enough is found. To compile a query
 * takes longer than to answer it. PostgreSQL takes that walk to be dearer than it is, and would rather put all there are in order.
 */
export const BEGIN_SEARCH = `
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL jit = off;
SET LOCAL enable_sort = off;
SET LOCAL hnsw.ef_search = 300;
SET LOCAL hnsw.iterative_scan = strict_order;
SET LOCAL hnsw.max_scan_tuples = 2000000;
SET LOCAL hnsw.scan_mem_multiplier = 4`;

/** Finds chunks in a collection, within a transaction of its own that began with {@link BEGIN_SEARCH}. */
export async function searchPostgres(
  client: PoolClient,
  listed: ListedWords,
  collection: CollectionPlace,
  { vector, text, filter, except = 0, limit }: StoredSearch,
): Promise<StoredHit[]> {
  const { rows } = await client.query<{ chunks: number }>(
    'SELECT chunks FROM collection WHERE id = $1 AND gone = 0',
    [collection.id],
  );
  if (rows[0] === undefined) return [];
  const most = Math.max(RANKED, limit);
  const wanted: WantedChunks = filter
    ? await matching(client, collection, filter, except)
    : { documents: { except }, chunks: rows[0].chunks };
  const halfvec = vector && halfvecBytes(vector);
  const near = halfvec === undefined ? [] : await nearest(client, collection.id, halfvec, most, wanted);
  const words = text === undefined ? [] : wordsOf(text);
  const sought =
    words.length > 0 ? soughtWords(words, await listed.of(client, chunkTable(collection.id))) : [];
  const worded = await withWords(client, collection.id, sought, most, wanted);
  const ranks = fuseRanks(near, worded).slice(0, limit);
  const details = await client.query<StoredHit & { id: number }>(
    `SELECT c.id, d.source, d.title, d.metadata, c.place, c.text,
      ${halfvec === undefined ? 'NULL' : '1 - (c.vector <=> $2::halfvec)'} AS similarity
      FROM ${chunkTable(collection.id)} c JOIN collection_document d ON d.id = c.document WHERE c.id = ANY($1)`,
    [ranks.map(({ chunk }) => chunk), ...(halfvec === undefined ? [] : [halfvec])],
  );
  const byId = new Map(details.rows.map(({ id, ...row }) => [id, row]));
  return ranks.flatMap((rank) => {
    const row = byId.get(rank.chunk);
    if (row === undefined) return [];
    const { similarity, ...hit } = row;
    return [{ ...hit, ...rank, ...(typeof similarity === 'number' && { similarity }) }];
  });
}

async function matching(
  client: PoolClient,
  { id }: CollectionPlace,
  filter: NonNullable<StoredSearch['filter']>,
  except: number,
): Promise<WantedChunks> {
  const values: (string | number)[] = [id, except];
  const conditions = conditionsOf(filter, id, (value) => `$${values.push(value)}`);
  const { rows } = await client.query<{ id: number; chunks: number }>(
    `SELECT d.id, d.chunks FROM collection_document d WHERE d.collection = $1 AND d.state = ${LIVE} AND d.id <> $2${conditions}`,
    values,
  );
  return {
    documents: { among: rows.map(({ id }) => id) },
    chunks: rows.reduce((sum, { chunks }) => sum + chunks, 0),
  };
}

async function nearest(
  client: PoolClient,
  collection: number,
  halfvec: Buffer,
  most: number,
  wanted: WantedChunks,
): Promise<number[]> {
  const { condition, value } = wantedDocuments(wanted, '$3');
  // What is added to the distance keeps the index out of it.
  const distance = `(c.vector <=> $1::halfvec)${wanted.chunks <= MOST_COMPARED ? ' + 0' : ''}`;
  const { rows } = await client.query<{ id: number }>(
    `SELECT c.id FROM ${chunkTable(collection)} c WHERE ${condition} ORDER BY ${distance} LIMIT $2`,
    [halfvec, most, value],
  );
  return rows.map(({ id }) => id);
}
