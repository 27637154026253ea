import type { PoolClient } from 'pg';

export interface WordShares {
  /** Of all chunks, so many have the word; only words that many have. */
  shares: ReadonlyMap<string, number>;
  /** The least share of those. */
  least: number;
}

/** What PostgreSQL has from its last ANALYZE. */
const LISTED = `
SELECT (SELECT min(share) FROM unnest(most_common_elem_freqs) AS listed (share)) AS least,
    most_common_elems::text::text[] AS words, most_common_elem_freqs AS shares
  FROM pg_stats WHERE schemaname = current_schema() AND tablename = $1 AND attname = 'words'`;

const KEPT_MS = 60_000;
const MOST_TABLES = 64;

/** How common the common words of a table's chunks are. To ask for that each time would take as long as to answer many a search. */
export class ListedWords {
  readonly #kept = new Map<string, { at: number; listed: WordShares }>();

  async of(client: PoolClient, table: string): Promise<WordShares> {
    const kept = this.#kept.get(table);
    if (kept !== undefined && performance.now() - kept.at < KEPT_MS) return kept.listed;
    const { rows } = await client.query<{ least: number; words: string[]; shares: number[] }>(LISTED, [
      table,
    ]);
    const { least = 0, words = [], shares = [] } = rows[0] ?? {};
    const listed = { shares: new Map(words.map((word, place) => [word, shares[place]!])), least };
    this.#kept.delete(table);
    this.#kept.set(table, { at: performance.now(), listed });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_TABLES) break;
      this.#kept.delete(oldest);
    }
    return listed;
  }
}
