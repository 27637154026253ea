import type { PoolClient } from 'pg';

/** A word in more of the chunks than this tells nothing, and costs a look at all of them. */
const TOO_COMMON = 0.2;

/**
 * How much each word tells, by how rare it is; those that nearly every chunk has are left out, unless there is nothing else. PostgreSQL
 * has that from its last ANALYZE, and takes words to be rare until then.
 */
export async function commonWords(
  client: PoolClient,
  table: string,
  words: readonly string[],
): Promise<Record<string, number>> {
  const { rows } = await client.query<{ word: string; share: number }>(
    `SELECT known.word, known.share FROM pg_stats s,
      unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS known (word, share)
      WHERE s.schemaname = current_schema() AND s.tablename = $1 AND s.attname = 'words' AND known.word = ANY($2)`,
    [table, words],
  );
  const shares = new Map(rows.map(({ word, share }) => [word, share]));
  const shareOf = (word: string) => shares.get(word) ?? UNLISTED;
  const telling = words.filter((word) => shareOf(word) <= TOO_COMMON);
  const rarest = Math.min(...words.map(shareOf));
  const kept = telling.length > 0 ? telling : words.filter((word) => shareOf(word) === rarest);
  return Object.fromEntries(kept.map((word) => [word, Math.log(1 + 1 / shareOf(word))]));
}

/** The share of chunks that have a word which is in no list of common ones. */
const UNLISTED = 0.0005;
