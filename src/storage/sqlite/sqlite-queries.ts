import { type CompiledQuery, type QueryResult, SelectQueryNode } from 'kysely';
import type { SqliteDatabase } from './sqlite-database.js';
import type { SqliteTurns } from './sqlite-turns.js';

/** A query of Kysely's is a turn; one that only reads does not wait for its turn. */
export const queryByTurn =
  (turns: SqliteTurns) =>
  (query: CompiledQuery): Promise<QueryResult<unknown>> =>
    SelectQueryNode.is(query.query)
      ? turns.read((db) => execute(db, query))
      : turns.write((db) => execute(db, query));

function execute(db: SqliteDatabase, { sql, parameters }: CompiledQuery): QueryResult<unknown> {
  const statement = db.bigStatement(sql);
  const values = parameters.map(bindable);
  const columns = statement.columns();
  if (columns.length === 0) {
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }
  const money = new Set(columns.filter(({ type }) => type === 'BIGINT').map(({ name }) => name));
  const rows = statement.all(...values);
  for (const row of rows)
    for (const [name, value] of Object.entries(row))
      if (typeof value === 'bigint' && !money.has(name) && Number.isSafeInteger(Number(value)))
        row[name] = Number(value);
  return { rows };
}

function bindable(value: unknown): string | number | bigint | Uint8Array | null {
  switch (typeof value) {
    case 'boolean':
      return Number(value);
    case 'string':
    case 'number':
    case 'bigint':
      return value;
    default:
      if (value === null || value instanceof Uint8Array) return value;
      throw new TypeError(`SQLite takes no ${value === undefined ? 'undefined' : value.constructor.name}.`);
  }
}
