import { type RawBuilder, sql } from 'kysely';
import type { CostKey } from '../../plugin-api/cost-tracker.js';
import type { Storage } from '../../storage/storage.js';
import type { Span } from './calendar.js';
import { usagePages } from './usage-pages.js';

/** Every time zone of today is off by whole quarters of an hour. */
const QUARTER_MS = 900_000;

/** Sums as the database gives them. */
export interface UsageSums {
  /** Start of the quarter of an hour that it is of, where a time was asked for; ms since 1970. */
  at: number;
  names: { [key in CostKey]?: string | null };
  requests: number;
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  unpricedRequests: number;
  cachedRequests: number;
  /** Nano-USD. */
  cost: bigint;
  held: bigint;
}

const COLUMNS: { [key in CostKey]?: RawBuilder<unknown> } = {
  model: sql`coalesce(model, requested_model)`,
  tool: sql`tool`,
  plugin: sql`plugin`,
  client: sql`client`,
};

export const isTime = (key: CostKey): boolean => key === 'day' || key === 'hour';

/**
 * What the ledger has of a time, summed up by names and by quarters of an hour; the same names may come on several pages. A
 * correction is no request of its own. Of one client alone, where that is named.
 */
export async function* usageSums(
  storage: Storage,
  span: Span,
  by: readonly CostKey[],
  client?: string,
): AsyncGenerator<UsageSums[]> {
  const names = by.filter((key) => !isTime(key));
  const quarter =
    storage.engine.kind === 'sqlite'
      ? sql`counted_at / ${sql.lit(QUARTER_MS)}`
      : sql`floor(counted_at / ${sql.lit(QUARTER_MS)})`;
  const columns = [by.some(isTime) ? quarter : sql`0`, ...names.map((key) => COLUMNS[key]!)];
  for await (const page of usagePages(storage, span.since)) {
    const rows = await summedUp(storage, columns, page, span, client);
    yield rows.map((row) => sumsOf(row, names));
  }
}

async function summedUp(
  { db }: Storage,
  columns: readonly RawBuilder<unknown>[],
  page: RawBuilder<unknown>,
  { since, until }: Span,
  client: string | undefined,
): Promise<Record<string, unknown>[]> {
  const whose = client === undefined ? sql`` : sql`AND client = ${client}`;
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${sql.join(columns.map((column, index) => sql`${column} AS ${sql.ref(`k${index}`)}`))},
      count(*) FILTER (WHERE correction = 0) AS requests,
      sum(input_tokens) AS input, sum(cached_input_tokens) AS cached, sum(output_tokens) AS output,
      count(*) FILTER (WHERE correction = 0 AND cost IS NULL) AS unpriced,
      count(*) FILTER (WHERE correction = 0 AND basis = 'cached') AS from_cache,
      sum(cost) AS cost, sum(cost) FILTER (WHERE basis = 'held') AS held
    FROM usage_entry WHERE ${page} AND counted_at >= ${since} AND counted_at < ${until} ${whose}
    GROUP BY ${sql.join(columns.map((_, index) => sql.ref(`k${index}`)))}`.execute(db);
  return rows;
}

const sumsOf = (row: Record<string, unknown>, names: readonly CostKey[]): UsageSums => ({
  at: Number(row.k0) * QUARTER_MS,
  names: Object.fromEntries(names.map((key, index) => [key, row[`k${index + 1}`] as string | null])),
  requests: Number(row.requests),
  inputTokens: Number(row.input),
  cachedInputTokens: Number(row.cached),
  outputTokens: Number(row.output),
  unpricedRequests: Number(row.unpriced),
  cachedRequests: Number(row.from_cache),
  cost: whole(row.cost),
  held: whole(row.held),
});

/** A sum of bigints: a number or bigint from SQLite, text from PostgreSQL. */
const whole = (value: unknown): bigint => BigInt((value ?? 0) as number | bigint | string);
