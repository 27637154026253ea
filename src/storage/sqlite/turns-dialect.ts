import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SqliteDatabase } from './sqlite-database.js';
import type { SqliteTurns } from './sqlite-turns.js';

/** Kysely over node:sqlite: each query is a turn. */
export const turnsDialect = (turns: SqliteTurns): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new TurnsDriver(turns),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (db) => new SqliteIntrospector(db),
});

class TurnsDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(turns: SqliteTurns) {
    this.#connection = {
      executeQuery: <R>(query: CompiledQuery) =>
        (SelectQueryNode.is(query.query)
          ? turns.read((db) => execute(db, query))
          : turns.write((db) => execute(db, query))) as Promise<QueryResult<R>>,
      // An open cursor would hold a snapshot over many ticks, and the file could not be tidied meanwhile.
      streamQuery: () => {
        throw new Error('Streams are not offered: ask for page after page, by key.');
      },
    };
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  beginTransaction(): Promise<void> {
    // It would keep every other process waiting from one tick to another.
    return Promise.reject(new Error('Transactions are not offered here: use `engine`.'));
  }

  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

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
