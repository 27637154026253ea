import type { PoolClient } from 'pg';
import type { CollectionPlace, StoredHit, StoredSearch } from './collection-store.js';
import { LIVE } from './collection-tables.js';
import { conditionsOf } from './filter-conditions.js';
import { fuseRanks } from './fused-ranks.js';
import { chunkTable, vectorText } from './postgres-contents.js';
import { commonWords } from './postgres-words.js';
import { wordsOf } from './search-words.js';

/** Of each list, so many take part in the ranking. */
const RANKED = 50;
/** Of so few chunks that there are, or that a filter leaves, every vector is compared. */
const MOST_COMPARED = 5_000;

/**
 * One state of the database for all that follows; and a walk through the vectors' index goes on until enough is found. To compile a query
 * takes longer than to answer it.
 */
const BEGIN_SEARCH = `
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
SET LOCAL jit = off;
SET LOCAL hnsw.ef_search = 300;
SET LOCAL hnsw.iterative_scan = strict_order;
SET LOCAL hnsw.max_scan_tuples = 2000000;
SET LOCAL hnsw.scan_mem_multiplier = 4`;

/** The documents that may be found; undefined: all but one. */
interface Wanted {
  documents?: number[];
  /** How many chunks those have. */
  chunks: number;
}

/** Finds chunks in a collection, within a transaction of its own. */
export async function searchPostgres(
  client: PoolClient,
  collection: CollectionPlace,
  { vector, text, filter, except = 0, limit }: StoredSearch,
): Promise<StoredHit[]> {
  await client.query(BEGIN_SEARCH);
  const { rows } = await client.query<{ chunks: number }>(
    'SELECT chunks FROM collection WHERE id = $1 AND gone = 0',
    [collection.id],
  );
  if (rows[0] === undefined) return [];
  const most = Math.max(RANKED, limit);
  const wanted: Wanted = filter
    ? await matching(client, collection, filter, except)
    : { chunks: rows[0].chunks };
  const near = vector === undefined ? [] : await nearest(client, collection.id, vector, most, except, wanted);
  const worded =
    text === undefined ? [] : await withWords(client, collection.id, wordsOf(text), most, except, wanted);
  const ranks = fuseRanks(near, worded).slice(0, limit);
  const details = await client.query<StoredHit & { id: number }>(
    `SELECT c.id, d.source, d.title, d.metadata, c.place, c.text,
      ${vector === undefined ? 'NULL' : '1 - (c.vector <=> $2::halfvec)'} AS similarity
      FROM ${chunkTable(collection.id)} c JOIN collection_document d ON d.id = c.document WHERE c.id = ANY($1)`,
    [ranks.map(({ chunk }) => chunk), ...(vector === undefined ? [] : [vectorText(vector)])],
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
): Promise<Wanted> {
  const values: (string | number)[] = [id, except];
  const conditions = conditionsOf(filter, id, (value) => `$${values.push(value)}`);
  const { rows } = await client.query<{ id: number; chunks: number }>(
    `SELECT d.id, d.chunks FROM collection_document d WHERE d.collection = $1 AND d.state = ${LIVE} AND d.id <> $2${conditions}`,
    values,
  );
  return { documents: rows.map(({ id }) => id), chunks: rows.reduce((sum, { chunks }) => sum + chunks, 0) };
}

async function nearest(
  client: PoolClient,
  collection: number,
  vector: Float32Array,
  most: number,
  except: number,
  wanted: Wanted,
): Promise<number[]> {
  const isFew = wanted.chunks <= MOST_COMPARED;
  // What is added to the distance keeps the index out of it. PostgreSQL takes a walk through the index to be dearer than it is, and would compare all there are.
  await client.query(`SET LOCAL enable_sort = ${isFew ? 'on' : 'off'}`);
  const { rows } = await client.query<{ id: number }>(
    `SELECT c.id FROM ${chunkTable(collection)} c WHERE ${wanted.documents === undefined ? 'c.document <> $3' : 'c.document = ANY($3)'}
      ORDER BY (c.vector <=> $1::halfvec)${isFew ? ' + 0' : ''} LIMIT $2`,
    [vectorText(vector), most, wanted.documents ?? except],
  );
  await client.query('SET LOCAL enable_sort = on');
  return rows.map(({ id }) => id);
}

/** Those that have any of the words, the rarer and the more often the better. */
async function withWords(
  client: PoolClient,
  collection: number,
  words: readonly string[],
  most: number,
  except: number,
  wanted: Wanted,
): Promise<number[]> {
  if (words.length === 0) return [];
  const weights = await commonWords(client, chunkTable(collection), words);
  const sought = Object.entries(weights);
  const values: unknown[] = [
    sought.map(([word]) => `'${word}'`).join(' | '),
    most,
    wanted.documents ?? except,
  ];
  const rank = sought
    .map(
      ([word, weight]) =>
        `$${values.push(weight)}::float8 * ts_rank(c.words, $${values.push(`'${word}'`)}::tsquery, 1)`,
    )
    .join(' + ');
  const { rows } = await client.query<{ id: number }>(
    `SELECT c.id FROM ${chunkTable(collection)} c
      WHERE c.words @@ $1::tsquery AND ${wanted.documents === undefined ? 'c.document <> $3' : 'c.document = ANY($3)'}
      ORDER BY ${rank} DESC, c.id LIMIT $2`,
    values,
  );
  return rows.map(({ id }) => id);
}
