import type { SqliteDatabase } from '../sqlite/sqlite-database.js';
import { textTable } from './sqlite-contents.js';
import type { WordCounts } from './word-counts.js';

/** A word that more than this share of the chunks have tells little, and costs a look at all of them; in few chunks it costs nothing. */
const COMMON = 0.1;
const FEW = 2_000;

const wordTable = (collection: number): string => `temp.collection_words_${collection}`;

/** Makes it possible to ask how common a word is; not within a transaction that is undone. */
export const openWordTable = (db: SqliteDatabase, collection: number): void =>
  db.exec(
    `CREATE VIRTUAL TABLE IF NOT EXISTS ${wordTable(collection)} USING fts5vocab(main, ${textTable(collection)}, row)`,
  );

/**
 * The words by which chunks are told apart: without those that are everywhere, unless there are no others.
 *
 * @param chunks How many there are.
 */
export function tellingWords(
  db: SqliteDatabase,
  collection: number,
  words: readonly string[],
  chunks: number,
  counts: WordCounts,
): readonly string[] {
  if (chunks <= FEW || words.length < 2) return words;
  const count = db.statement(`SELECT doc FROM ${wordTable(collection)} WHERE term = ?`);
  const chunksWith = (word: string): number => Number(count.get(word)?.doc ?? 0);
  const counted = words.map((word) => ({ word, chunks: counts.of(word, chunks, chunksWith) }));
  const most = Math.max(FEW, chunks * COMMON);
  const telling = counted.filter((each) => each.chunks > 0 && each.chunks <= most);
  if (telling.length > 0) return telling.map(({ word }) => word);
  const known = counted.filter((each) => each.chunks > 0).sort((one, other) => one.chunks - other.chunks);
  return known.slice(0, 2).map(({ word }) => word);
}
