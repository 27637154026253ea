import type { CompiledQuery, QueryResult } from 'kysely';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { postgresFailure, worthRepeating } from './postgres-failure.js';

/** Connections to one database. `bigint` columns come as bigints; `numeric`, such as a sum of them, as text. */
export class PostgresPool {
  constructor(readonly pool: Pool) {}

  /**
   * One round trip. The statement is prepared once for each connection.
   *
   * @throws StorageError when the database can't be used.
   */
  async query<Row extends QueryResultRow>(
    name: string,
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>({ name, text, values })).rows;
    } catch (error) {
      throw postgresFailure(error);
    }
  }

  /**
   * As `query`, and once more when the connection breaks (a pooled one may have died idle) or others were in the way: only for
   * what does no harm when it is done twice.
   */
  async repeatable<Row extends QueryResultRow>(
    name: string,
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>({ name, text, values })).rows;
    } catch (error) {
      if (!worthRepeating(error)) throw postgresFailure(error);
      return this.query<Row>(name, text, values);
    }
  }

  /**
   * Several round trips on one connection, in a transaction.
   *
   * @param begin May also say what holds within it.
   */
  async transaction<T>(work: (client: PoolClient) => Promise<T>, begin = 'BEGIN'): Promise<T> {
    let client: PoolClient;
    try {
      client = await this.pool.connect();
    } catch (error) {
      throw postgresFailure(error);
    }
    try {
      await client.query(begin);
      const value = await work(client);
      await client.query('COMMIT');
      client.release();
      return value;
    } catch (error) {
      // Closing the connection undoes the transaction, whatever state it is in.
      client.release(true);
      throw postgresFailure(error);
    }
  }

  /** A query of Kysely's. */
  async execute({ sql, parameters }: CompiledQuery): Promise<QueryResult<unknown>> {
    try {
      const { rows, rowCount } = await this.pool.query({ text: sql, values: [...parameters] });
      return { rows, ...(rowCount !== null && { numAffectedRows: BigInt(rowCount) }) };
    } catch (error) {
      throw postgresFailure(error);
    }
  }

  async close(): Promise<void> {
    if (!this.pool.ending) await this.pool.end();
  }
}
