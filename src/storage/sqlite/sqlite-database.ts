import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** One connection and its prepared statements. */
export class SqliteDatabase {
  readonly #statements = new Map<string, StatementSync>();
  readonly #bigStatements = new Map<string, StatementSync>();

  constructor(private readonly connection: DatabaseSync) {}

  /** Prepared once. Integers come as numbers; one that is too large for that throws. */
  statement(sql: string): StatementSync {
    return this.#prepared(this.#statements, sql, false);
  }

  /** Prepared once. Integers come as bigints, all of them. */
  bigStatement(sql: string): StatementSync {
    return this.#prepared(this.#bigStatements, sql, true);
  }

  /** Several statements, without parameters. */
  exec(script: string): void {
    this.connection.exec(script);
  }

  get inTransaction(): boolean {
    return this.connection.isTransaction;
  }

  close(): void {
    this.connection.close();
  }

  #prepared(known: Map<string, StatementSync>, sql: string, big: boolean): StatementSync {
    let statement = known.get(sql);
    if (statement === undefined) {
      statement = this.connection.prepare(sql);
      if (big) statement.setReadBigInts(true);
      if (known.size < MOST_PREPARED) known.set(sql, statement);
    }
    return statement;
  }
}

const MOST_PREPARED = 500;
