import type { SqliteDatabase } from '../sqlite/sqlite-database.js';
import type { BitIndex } from './bit-index.js';
import type { BitIndexes } from './bit-indexes.js';
import type { CollectionPlace, StoredBasis, StoredHit, StoredSearch } from './collection-store.js';
import { LIVE } from './collection-tables.js';
import { conditionsOf } from './filter-conditions.js';
import { type FusedRank, fuseRanks } from './fused-ranks.js';
import { dotHalves, fromHalves } from './half-floats.js';
import { wordsOf } from './search-words.js';
import { isThere, textTable } from './sqlite-contents.js';
import { tellingWords } from './telling-words.js';
import { unit } from './vector-length.js';

/** Of each list, so many take part in the ranking. */
const RANKED = 50;
/** Vectors that are compared number by number, of those whose bits are nearest. */
const CANDIDATES = 500;

interface Near {
  chunk: number;
  similarity: number;
}

type IsWanted = (document: number) => boolean;

/** Finds chunks in a collection. It only reads. */
export function searchSqlite(
  db: SqliteDatabase,
  indexes: BitIndexes,
  collection: CollectionPlace,
  { vector, text, filter, except, limit }: StoredSearch,
): StoredHit[] {
  if (!isThere(db, collection.id)) return [];
  const index = indexes.read(db, collection);
  const filtered = filter && matching(db, collection.id, filter);
  const isWanted: IsWanted = (document) => document !== except && (filtered?.has(document) ?? true);
  const most = Math.max(RANKED, limit);
  const near = vector === undefined ? [] : nearest(db, index, vector, most, isWanted);
  const worded = text === undefined ? [] : withWords(db, index, collection.id, wordsOf(text), most, isWanted);
  const ranks = fuseRanks(
    near.map(({ chunk }) => chunk),
    worded,
  ).slice(0, limit);
  const similarities = new Map(near.map(({ chunk, similarity }) => [chunk, similarity]));
  return ranks.flatMap((rank) => {
    const hit = hitOf(db, rank);
    if (hit === undefined) return [];
    const similarity = similarities.get(rank.chunk) ?? (vector && similarityTo(db, vector, rank.chunk));
    return [{ ...hit, ...(similarity !== undefined && { similarity }) }];
  });
}

/** The documents whose metadata are what a filter asks for. */
function matching(
  db: SqliteDatabase,
  collection: number,
  filter: NonNullable<StoredSearch['filter']>,
): Set<number> {
  const values: (string | number)[] = [];
  const conditions = conditionsOf(filter, collection, (value) => {
    values.push(value);
    return '?';
  });
  const rows = db
    .statement(
      `SELECT d.id FROM collection_document d WHERE d.collection = ? AND d.state = ${LIVE}${conditions}`,
    )
    .all(collection, ...values);
  return new Set(rows.map(({ id }) => Number(id)));
}

/** Some of the nearest bits may be of documents that are not to be seen: then it takes more of them. */
function nearest(
  db: SqliteDatabase,
  index: BitIndex,
  vector: Float32Array,
  most: number,
  isWanted: IsWanted,
): Near[] {
  for (let candidates = Math.max(CANDIDATES, 4 * most); ; candidates *= 4) {
    const chunks = index.nearest(vector, candidates, isWanted);
    const near = firstOf(compared(db, index, vector, chunks), most, ({ chunk }) => isLive(db, chunk));
    if (near.length >= most || chunks.length < candidates) return near;
  }
}

/** By their vectors, the nearest first. */
function compared(
  db: SqliteDatabase,
  index: BitIndex,
  vector: Float32Array,
  chunks: readonly number[],
): Near[] {
  const near: Near[] = [];
  const left = new Set(chunks);
  const rows = db
    .statement(
      'SELECT v.chunk, v.vector FROM json_each(?) AS asked JOIN collection_vector v ON v.chunk = asked.value',
    )
    .iterate(JSON.stringify(chunks));
  for (const row of rows) {
    const chunk = Number(row.chunk);
    left.delete(chunk);
    near.push({ chunk, similarity: dotHalves(vector, row.vector as Uint8Array) });
  }
  for (const chunk of left) index.forget(chunk);
  return near.sort((one, other) => other.similarity - one.similarity || one.chunk - other.chunk);
}

function firstOf<T>(all: readonly T[], most: number, isFound: (each: T) => boolean): T[] {
  const found: T[] = [];
  for (const each of all) {
    if (isFound(each)) found.push(each);
    if (found.length === most) break;
  }
  return found;
}

const isLive = (db: SqliteDatabase, chunk: number): boolean =>
  db
    .statement(
      `SELECT 1 FROM collection_vector v JOIN collection_document d ON d.id = v.document
        WHERE v.chunk = ? AND d.state = ${LIVE}`,
    )
    .get(chunk) !== undefined;

/** Those that have any of the words, the rarer and the more often the better. */
function withWords(
  db: SqliteDatabase,
  index: BitIndex,
  collection: number,
  words: readonly string[],
  most: number,
  isWanted: IsWanted,
): number[] {
  const telling = tellingWords(db, collection, words, index.length, index.wordCounts);
  if (telling.length === 0) return [];
  const table = textTable(collection);
  const find = db.statement(
    `SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY bm25(${table}) LIMIT ?`,
  );
  const sought = telling.map((word) => `"${word}"`).join(' OR ');
  const isFound = (chunk: number): boolean => {
    const document = index.documentOf(chunk);
    return document !== undefined && isWanted(document) && isLive(db, chunk);
  };
  // The fewer are put in order, the faster. Where too many of them are of documents that are not to be seen, it takes all.
  const few = find.all(sought, 2 * most);
  const found = firstOf(few.map(chunkIn), most, isFound);
  if (found.length === most || few.length < 2 * most) return found;
  return firstOf(find.all(sought, NO_LIMIT).map(chunkIn), most, isFound);
}

const NO_LIMIT = -1;
const chunkIn = ({ rowid }: Record<string, unknown>): number => Number(rowid);

function hitOf(db: SqliteDatabase, rank: FusedRank): StoredHit | undefined {
  const row = db
    .statement(
      `SELECT d.source, d.title, d.metadata, c.place, c.text FROM collection_chunk c
        JOIN collection_document d ON d.id = c.document WHERE c.id = ?`,
    )
    .get(rank.chunk);
  return row && ({ ...rank, ...row } as unknown as StoredHit);
}

function similarityTo(db: SqliteDatabase, vector: Float32Array, chunk: number): number | undefined {
  const row = db.statement('SELECT vector FROM collection_vector WHERE chunk = ?').get(chunk);
  return row && dotHalves(vector, row.vector as Uint8Array);
}

/** A chunk's vector, or the middle of a document's. */
export function basisIn(
  db: SqliteDatabase,
  { id, dimensions }: CollectionPlace,
  of: { chunk: number } | { source: string },
): StoredBasis | undefined {
  const [condition, value] =
    'chunk' in of ? (['v.chunk = ?', of.chunk] as const) : (['d.source = ?', of.source] as const);
  const rows = db
    .statement(
      `SELECT v.document, v.vector FROM collection_document d JOIN collection_chunk c ON c.document = d.id
        JOIN collection_vector v ON v.chunk = c.id WHERE d.collection = ? AND d.state = ${LIVE} AND ${condition}`,
    )
    .iterate(id, value);
  const sum = new Float32Array(dimensions);
  let document: number | undefined;
  for (const row of rows) {
    document = Number(row.document);
    for (const [place, number] of fromHalves(row.vector as Uint8Array).entries()) sum[place]! += number;
  }
  const vector = unit(sum);
  return document === undefined || vector === undefined ? undefined : { document, vector };
}
