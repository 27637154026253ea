import type { PoolClient } from 'pg';
import { chunkTable } from './postgres-contents.js';
import type { SoughtWord } from './sought-words.js';
import { type WantedChunks, wantedDocuments } from './wanted-chunks.js';
import { winningWords } from './winning-words.js';

/** So many times the chunks that are wanted are ranked: the rank also goes by how often a word is there, and by how long a chunk is. */
const RANKED = 2;

/** Ids of the chunks that have any of the words, the rarer and the more often the better. */
export async function withWords(
  client: PoolClient,
  collection: number,
  sought: readonly SoughtWord[],
  most: number,
  wanted: WantedChunks,
): Promise<number[]> {
  if (sought.length === 0) return [];
  const { condition, value } = wantedDocuments(wanted, '$3');
  const weights: unknown[] = [];
  const rank = sought.map(({ word, weight }) => {
    const place = 3 + weights.push(weight, `'${word}'`);
    return `$${place - 1}::float8 * ts_rank(c.words, $${place}::tsquery, 1)`;
  });
  const find = `SELECT c.id FROM ${chunkTable(collection)} c WHERE c.words @@ $1::tsquery AND ${condition} ORDER BY ${rank.join(' + ')} DESC, c.id LIMIT $2`;
  let found: number[] = [];
  for (const winning of winningWords(sought, wanted.chunks, RANKED * most)) {
    const { rows } = await client.query<{ id: number }>(find, [winning, most, value, ...weights]);
    found = rows.map(({ id }) => id);
    if (found.length === most) break;
  }
  return found;
}
