import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';

type Execute = (query: CompiledQuery) => Promise<QueryResult<unknown>>;

/** Kysely's dialect, with every query by itself: what both engines do alike. */
export const singleQueries = (dialect: Omit<Dialect, 'createDriver'>, execute: Execute): Dialect => ({
  createAdapter: () => dialect.createAdapter(),
  createQueryCompiler: () => dialect.createQueryCompiler(),
  createIntrospector: (db) => dialect.createIntrospector(db),
  createDriver: () => new SingleQueryDriver(execute),
});

class SingleQueryDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(execute: Execute) {
    this.#connection = {
      executeQuery: execute as DatabaseConnection['executeQuery'],
      // An open cursor would hold a snapshot over many ticks, and SQLite's file could not be tidied meanwhile.
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
    // On SQLite it would keep every other process waiting from one tick to another.
    return Promise.reject(new Error('Transactions are not offered here: use `engine`.'));
  }

  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}
