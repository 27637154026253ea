import { CompiledQuery } from 'kysely';
import type { PostgresPool } from '../postgres/postgres-pool.js';

/** A query by itself, which is not prepared: most name the table of one collection, and would stay in every connection. */
export async function ask<Row = Record<string, unknown>>(
  pool: PostgresPool,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const { rows } = await pool.execute(CompiledQuery.raw(text, values));
  return rows as Row[];
}
