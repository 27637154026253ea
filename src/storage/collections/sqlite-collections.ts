import { openSqlite } from '../sqlite/open-sqlite.js';
import type { SqliteDatabase } from '../sqlite/sqlite-database.js';
import type { SqliteTurns } from '../sqlite/sqlite-turns.js';
import { BitIndexes } from './bit-indexes.js';
import type {
  CollectionPlace,
  CollectionStore,
  StoredBasis,
  StoredDocument,
  StoredHit,
  StoredSearch,
} from './collection-store.js';
import { fromHalves, toHalves } from './half-floats.js';
import { pieces } from './pieces.js';
import { addChunks, goLive, isThere, makeTextTable, retire, stage } from './sqlite-contents.js';
import { basisIn, searchSqlite } from './sqlite-search.js';
import { sweep } from './sqlite-sweep.js';
import { openWordTable } from './telling-words.js';

const MAPPED_BYTES = 2 ** 31;
/** Written in one turn: others that write wait no longer than that takes. */
const CHUNKS_AT_ONCE = 8;
const VECTORS_AT_ONCE = 64;
const SOURCES_AT_ONCE = 50;

/** Collections in the SQLite file. Each step keeps its thread busy for a while, so it runs in one of its own. */
export class SqliteCollections implements CollectionStore {
  readonly #indexes = new BitIndexes();
  #sweeping: Promise<void> | undefined;
  #isSweepWanted = false;
  #closed = false;

  private constructor(private readonly turns: SqliteTurns) {
    this.#sweep(Date.now());
  }

  static async open(file: string, synchronous: 'normal' | 'full'): Promise<SqliteCollections> {
    const turns = await openSqlite(file, synchronous);
    // A search reads hundreds of vectors all over the file, each of them once.
    await turns.read((db) => db.exec(`PRAGMA mmap_size = ${MAPPED_BYTES}`));
    return new SqliteCollections(turns);
  }

  create(
    owner: string,
    name: string,
    { model, dimensions }: { model: string; dimensions: number },
    now: number,
  ) {
    return this.turns.write((db) => {
      const { changes, lastInsertRowid } = db
        .statement(
          `INSERT INTO collection (owner, name, model, dimensions, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        )
        .run(owner, name, model, dimensions, now, now);
      if (changes > 0) makeTextTable(db, Number(lastInsertRowid));
    });
  }

  async remove({ id }: CollectionPlace): Promise<boolean> {
    const { changes } = await this.turns.write((db) =>
      db.statement('UPDATE collection SET gone = 1 WHERE id = ? AND gone = 0').run(id),
    );
    this.#indexes.forget(id);
    this.#sweep(Date.now());
    return changes > 0;
  }

  async vectors(
    { id }: CollectionPlace,
    hashes: readonly string[],
    now: number,
  ): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (const some of pieces(hashes, VECTORS_AT_ONCE))
      await this.turns.read((db) => {
        for (const hash of some) {
          const vector = vectorOf(db, id, hash);
          if (vector !== undefined) found.set(hash, vector);
        }
      });
    const kept = hashes.filter((hash) => found.has(hash));
    for (const some of pieces(kept, VECTORS_AT_ONCE))
      await this.turns.write((db) => {
        const touch = db.statement(
          'UPDATE collection_kept_vector SET kept_at = ? WHERE collection = ? AND hash = ?',
        );
        for (const hash of some) touch.run(now, id, hash);
      });
    return found;
  }

  async keepVectors(
    { id }: CollectionPlace,
    vectors: ReadonlyMap<string, Float32Array>,
    now: number,
  ): Promise<void> {
    for (const some of pieces([...vectors], VECTORS_AT_ONCE))
      await this.turns.write((db) => {
        if (!isThere(db, id)) return;
        const keep = db.statement('INSERT OR REPLACE INTO collection_kept_vector VALUES (?, ?, ?, ?)');
        for (const [hash, vector] of some) keep.run(id, hash, toHalves(vector), now);
      });
  }

  async put(collection: CollectionPlace, document: StoredDocument, now: number): Promise<boolean> {
    const id = await this.turns.write((db) => stage(db, collection, document, now));
    if (id === undefined) return false;
    for (const some of pieces(document.chunks, CHUNKS_AT_ONCE))
      await this.turns.write((db) => addChunks(db, collection, id, some));
    const isLive = await this.turns.write((db) => goLive(db, collection, id, document.source, now));
    this.#sweep(now);
    return isLive;
  }

  async removeDocuments({ id }: CollectionPlace, sources: readonly string[], now: number): Promise<number> {
    let removed = 0;
    for (const some of pieces(sources, SOURCES_AT_ONCE))
      removed += await this.turns.write((db) => some.filter((source) => retire(db, id, source, now)).length);
    this.#sweep(now);
    return removed;
  }

  search(collection: CollectionPlace, request: StoredSearch): Promise<StoredHit[]> {
    return this.turns.read((db) => {
      openWordTable(db, collection.id);
      return inSnapshot(db, () => searchSqlite(db, this.#indexes, collection, request));
    });
  }

  basis(
    collection: CollectionPlace,
    of: { chunk: number } | { source: string },
  ): Promise<StoredBasis | undefined> {
    return this.turns.read((db) => basisIn(db, collection, of));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#sweeping;
    await this.turns.close();
  }

  /** One at a time; what it does not get done, the next does, of this process or another. */
  #sweep(now: number): void {
    this.#isSweepWanted = true;
    this.#sweeping ??= this.#sweepWhileWanted(now);
  }

  async #sweepWhileWanted(now: number): Promise<void> {
    while (this.#isSweepWanted && !this.#closed) {
      this.#isSweepWanted = false;
      await sweep(this.turns, now, () => this.#closed).catch(() => {});
    }
    this.#sweeping = undefined;
  }
}

function vectorOf(db: SqliteDatabase, collection: number, hash: string): Float32Array | undefined {
  const row =
    db
      .statement(
        `SELECT vector FROM collection_vector WHERE chunk =
          (SELECT id FROM collection_chunk WHERE collection = ? AND hash = ? LIMIT 1)`,
      )
      .get(collection, hash) ??
    db
      .statement('SELECT vector FROM collection_kept_vector WHERE collection = ? AND hash = ?')
      .get(collection, hash);
  return row && fromHalves(row.vector as Uint8Array);
}

/** What others write meanwhile is not seen. */
function inSnapshot<T>(db: SqliteDatabase, read: () => T): T {
  db.statement('BEGIN').run();
  try {
    return read();
  } finally {
    db.statement('ROLLBACK').run();
  }
}
