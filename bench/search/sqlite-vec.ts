import { DatabaseSync } from 'node:sqlite';
import { bitsOf } from '../../src/storage/collections/bit-index.js';

const CANDIDATES = 80;
const FOUND = 10;

/** The same vectors in sqlite-vec's own table of bits, its nearest 80 compared again by their full vectors: what this is an alternative to. */
export class SqliteVec {
  readonly #db: DatabaseSync;

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Undefined where sqlite-vec is not installed. */
  static async open(file: string, dimensions: number): Promise<SqliteVec | undefined> {
    const extension = await import('sqlite-vec').catch(() => undefined);
    if (extension === undefined) return undefined;
    const db = new DatabaseSync(file, { allowExtension: true });
    extension.load(db);
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA mmap_size = 2147483648;
      CREATE VIRTUAL TABLE bits USING vec0(bits bit[${Math.ceil(dimensions / 32) * 32}]);
      CREATE TABLE vector (id INTEGER PRIMARY KEY, vector BLOB NOT NULL)`);
    return new SqliteVec(db);
  }

  fill(vectors: Iterable<Float32Array>): void {
    const addBits = this.#db.prepare('INSERT INTO bits (rowid, bits) VALUES (?, vec_bit(?))');
    const add = this.#db.prepare('INSERT INTO vector VALUES (?, ?)');
    let id = 0n;
    this.#db.exec('BEGIN');
    for (const vector of vectors) {
      addBits.run(++id, bitsOf(vector));
      add.run(id, new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
    }
    this.#db.exec('COMMIT');
  }

  /** The numbers of those nearest, from 0. */
  nearest(vector: Float32Array): number[] {
    const rows = this.#db
      .prepare(
        `SELECT v.id FROM (SELECT rowid FROM bits WHERE bits MATCH vec_bit(?) AND k = ${CANDIDATES}) near
          JOIN vector v ON v.id = near.rowid ORDER BY vec_distance_cosine(v.vector, ?) LIMIT ${FOUND}`,
      )
      .all(bitsOf(vector), new Uint8Array(vector.buffer));
    return rows.map(({ id }) => Number(id) - 1);
  }

  close(): void {
    this.#db.close();
  }
}
