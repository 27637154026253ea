import type { SqliteDatabase } from '../sqlite/sqlite-database.js';
import { BitIndex } from './bit-index.js';
import type { CollectionPlace } from './collection-store.js';

/** What indexes in memory may take together; the one that is used is kept whatever it takes. */
const MOST_BYTES = 256 * 2 ** 20;
/** An index of which so much is gone is read anew. */
const MOST_GONE = 0.25;

/** The indexes of the collections that were searched last, brought up to date by what any process has written since. */
export class BitIndexes {
  /** In the order of their last use. */
  readonly #indexes = new Map<number, BitIndex>();

  read(db: SqliteDatabase, { id, dimensions }: CollectionPlace): BitIndex {
    const known = this.#indexes.get(id);
    const index = known === undefined || known.goneShare > MOST_GONE ? new BitIndex(dimensions) : known;
    this.#indexes.delete(id);
    this.#indexes.set(id, index);
    const added = db
      .statement(
        'SELECT first, document, bits FROM collection_bits WHERE collection = ? AND first > ? ORDER BY first',
      )
      .iterate(id, index.last);
    for (const { first, document, bits } of added)
      index.add(Number(first), Number(document), bits as Uint8Array);
    this.#makeRoom();
    return index;
  }

  forget(collection: number): void {
    this.#indexes.delete(collection);
  }

  #makeRoom(): void {
    let bytes = 0;
    for (const index of this.#indexes.values()) bytes += index.bytes;
    for (const [id, index] of this.#indexes) {
      if (bytes <= MOST_BYTES || this.#indexes.size === 1) return;
      bytes -= index.bytes;
      this.#indexes.delete(id);
    }
  }
}
