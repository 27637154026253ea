import type { SqliteDatabase } from '../sqlite/sqlite-database.js';
import { bitsOf } from './bit-index.js';
import type { CollectionPlace, StoredChunk, StoredDocument } from './collection-store.js';
import { LIVE, STAGED } from './collection-tables.js';
import { bytesOf } from './document-bytes.js';
import { metadataColumns } from './filter-conditions.js';
import { toHalves } from './half-floats.js';
import { searchable } from './search-words.js';

/** The collection's full-text index. */
export const textTable = (collection: number): string => `collection_text_${collection}`;

/** Has what is indexed and not the text, which `collection_chunk` has. */
export const makeTextTable = (db: SqliteDatabase, collection: number): void =>
  db.exec(
    `CREATE VIRTUAL TABLE ${textTable(collection)} USING fts5(
      text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2')`,
  );

export const isThere = (db: SqliteDatabase, collection: number): boolean =>
  db.statement('SELECT 1 FROM collection WHERE id = ? AND gone = 0').get(collection) !== undefined;

/** Makes a document that nobody sees yet; undefined where its collection is gone. */
export function stage(
  db: SqliteDatabase,
  { id: collection }: CollectionPlace,
  document: StoredDocument,
  now: number,
): number | undefined {
  if (!isThere(db, collection)) return undefined;
  const { source, hash, title = null, metadata, chunks } = document;
  const { lastInsertRowid } = db
    .statement(
      `INSERT INTO collection_document (collection, source, hash, title, metadata, state, chunks, bytes, at)
        VALUES (?, ?, ?, ?, ?, ${STAGED}, ?, ?, ?)`,
    )
    .run(collection, source, hash, title, JSON.stringify(metadata), chunks.length, bytesOf(document), now);
  const id = Number(lastInsertRowid);
  for (const [key, value] of Object.entries(metadata)) {
    const { kind, text, number } = metadataColumns(value);
    db.statement('INSERT INTO collection_metadata VALUES (?, ?, ?, ?, ?, ?)').run(
      id,
      collection,
      key,
      kind,
      text,
      number,
    );
  }
  return id;
}

/** Adds some of its chunks. In one transaction, their ids follow each other. */
export function addChunks(
  db: SqliteDatabase,
  { id: collection }: CollectionPlace,
  document: number,
  chunks: readonly StoredChunk[],
): void {
  if (!isThere(db, collection)) return;
  const ids = chunks.map(({ text, hash, place, vector }) => {
    const { lastInsertRowid: id } = db
      .statement(
        'INSERT INTO collection_chunk (collection, document, hash, place, text) VALUES (?, ?, ?, ?, ?)',
      )
      .run(collection, document, hash, JSON.stringify(place), text);
    db.statement('INSERT INTO collection_vector VALUES (?, ?, ?)').run(id, document, toHalves(vector));
    db.statement(`INSERT INTO ${textTable(collection)} (rowid, text) VALUES (?, ?)`).run(
      id,
      searchable(text),
    );
    db.statement('DELETE FROM collection_kept_vector WHERE collection = ? AND hash = ?').run(
      collection,
      hash,
    );
    return id;
  });
  const bits = Buffer.concat(chunks.map(({ vector }) => bitsOf(vector)));
  if (ids[0] !== undefined)
    db.statement('INSERT INTO collection_bits VALUES (?, ?, ?, ?)').run(ids[0], collection, document, bits);
}

/** Lets it be seen, in place of the one before; false where its collection is gone. */
export function goLive(
  db: SqliteDatabase,
  { id: collection }: CollectionPlace,
  document: number,
  source: string,
  now: number,
): boolean {
  if (!isThere(db, collection)) return false;
  retire(db, collection, source, now);
  db.statement(`UPDATE collection_document SET state = ${LIVE}, at = ? WHERE id = ?`).run(now, document);
  db.statement(
    `UPDATE collection SET documents = documents + 1, chunks = collection.chunks + d.chunks,
      bytes = collection.bytes + d.bytes, updated_at = ?
      FROM collection_document AS d WHERE d.id = ? AND collection.id = ?`,
  ).run(now, document, collection);
  return true;
}

/** Takes a document out of sight; false where there is none. */
export function retire(db: SqliteDatabase, collection: number, source: string, now: number): boolean {
  const row = db
    .statement(
      `UPDATE collection_document SET state = 2, at = ? WHERE collection = ? AND source = ? AND state = ${LIVE}
        RETURNING chunks, bytes`,
    )
    .get(now, collection, source);
  if (row === undefined) return false;
  db.statement(
    'UPDATE collection SET documents = documents - 1, chunks = chunks - ?, bytes = bytes - ?, updated_at = ? WHERE id = ?',
  ).run(Number(row.chunks), Number(row.bytes), now, collection);
  return true;
}
