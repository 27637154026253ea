import type { PostgresPool } from '../postgres/postgres-pool.js';
import type {
  CollectionPlace,
  CollectionStore,
  StoredBasis,
  StoredDocument,
  StoredHit,
  StoredSearch,
} from './collection-store.js';
import { bytesOf } from './document-bytes.js';
import { fromHalves, toHalves } from './half-floats.js';
import { ListedWords } from './listed-words.js';
import { pieces } from './pieces.js';
import {
  addDocument,
  chunkTable,
  holdCollection,
  makeChunkTable,
  removeDocument,
} from './postgres-contents.js';
import { ensurePgvector } from './postgres-extension.js';
import { ask } from './postgres-query.js';
import { BEGIN_SEARCH, searchPostgres } from './postgres-search.js';
import { clearKept, sweepPostgres } from './postgres-sweep.js';
import { unit } from './vector-length.js';

const VECTORS_AT_ONCE = 200;

/** Collections in PostgreSQL, each with a table of its own. Every document is written in one transaction. */
export class PostgresCollections implements CollectionStore {
  readonly #listed = new ListedWords();

  constructor(private readonly pool: PostgresPool) {}

  async create(
    owner: string,
    name: string,
    form: { model: string; dimensions: number },
    now: number,
  ): Promise<void> {
    await ensurePgvector(this.pool);
    await this.pool.transaction(async (client) => {
      const { rows } = await client.query<{ id: number }>(
        `INSERT INTO collection (owner, name, model, dimensions, created_at, updated_at)
          VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT DO NOTHING RETURNING id`,
        [owner, name, form.model, form.dimensions, now],
      );
      if (rows[0] !== undefined)
        await client.query(makeChunkTable({ id: rows[0].id, dimensions: form.dimensions }));
    });
    await sweepPostgres(this.pool);
    await clearKept(this.pool, now);
  }

  async remove({ id }: CollectionPlace): Promise<boolean> {
    const removed = await ask(
      this.pool,
      'UPDATE collection SET gone = 1 WHERE id = $1 AND gone = 0 RETURNING id',
      [id],
    );
    await sweepPostgres(this.pool);
    return removed.length > 0;
  }

  async vectors(
    { id }: CollectionPlace,
    hashes: readonly string[],
    now: number,
  ): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (const some of pieces(hashes, VECTORS_AT_ONCE)) {
      const kept = await ask<{ hash: string; vector: Buffer }>(
        this.pool,
        'UPDATE collection_kept_vector SET kept_at = $3 WHERE collection = $1 AND hash = ANY($2) RETURNING hash, vector',
        [id, some, now],
      );
      for (const { hash, vector } of kept) found.set(hash, fromHalves(vector));
      const known = await ask<{ hash: string; vector: number[] }>(
        this.pool,
        `SELECT DISTINCT ON (hash) hash, vector::real[] AS vector FROM ${chunkTable(id)} WHERE hash = ANY($1) ORDER BY hash, id`,
        [some],
      );
      for (const { hash, vector } of known) found.set(hash, Float32Array.from(vector));
    }
    return found;
  }

  async keepVectors(
    { id }: CollectionPlace,
    vectors: ReadonlyMap<string, Float32Array>,
    now: number,
  ): Promise<void> {
    for (const some of pieces([...vectors], VECTORS_AT_ONCE))
      await ask(
        this.pool,
        `INSERT INTO collection_kept_vector (collection, hash, vector, kept_at)
          SELECT c.id, kept.hash, kept.vector, $4 FROM collection c, unnest($2::text[], $3::bytea[]) AS kept (hash, vector)
          WHERE c.id = $1 AND c.gone = 0
          ON CONFLICT (collection, hash) DO UPDATE SET vector = excluded.vector, kept_at = excluded.kept_at`,
        [id, some.map(([hash]) => hash), some.map(([, vector]) => Buffer.from(toHalves(vector))), now],
      );
  }

  put(collection: CollectionPlace, document: StoredDocument, now: number): Promise<boolean> {
    return this.pool.transaction(async (client) => {
      if (!(await holdCollection(client, collection))) return false;
      await removeDocument(client, collection, document.source, now);
      await addDocument(client, collection, document, bytesOf(document), now);
      return true;
    });
  }

  async removeDocuments(
    collection: CollectionPlace,
    sources: readonly string[],
    now: number,
  ): Promise<number> {
    let removed = 0;
    for (const source of new Set(sources))
      removed += await this.pool.transaction(async (client) =>
        (await holdCollection(client, collection)) && (await removeDocument(client, collection, source, now))
          ? 1
          : 0,
      );
    return removed;
  }

  search(collection: CollectionPlace, request: StoredSearch): Promise<StoredHit[]> {
    return this.pool.transaction(
      (client) => searchPostgres(client, this.#listed, collection, request),
      BEGIN_SEARCH,
    );
  }

  async basis(
    { id }: CollectionPlace,
    of: { chunk: number } | { source: string },
  ): Promise<StoredBasis | undefined> {
    const [condition, value] = 'chunk' in of ? ['c.id = $2', of.chunk] : ['d.source = $2', of.source];
    const [row] = await ask<{ document: number; vector: number[] }>(
      this.pool,
      `SELECT c.document, avg(c.vector)::real[] AS vector FROM ${chunkTable(id)} c
        JOIN collection_document d ON d.id = c.document WHERE d.collection = $1 AND ${condition} GROUP BY c.document`,
      [id, value],
    );
    const vector = row && unit(Float32Array.from(row.vector));
    return row && vector && { document: row.document, vector };
  }

  /** The pool is not its own. */
  async close(): Promise<void> {}
}
