import type { SqliteDatabase } from '../sqlite/sqlite-database.js';
import type { SqliteTurns } from '../sqlite/sqlite-turns.js';
import { DEAD, STAGED } from './collection-tables.js';
import { textTable } from './sqlite-contents.js';

const HOUR = 3_600_000;
/** For as long a vector that no document needs is kept. */
const KEPT_MS = 7 * 24 * HOUR;
/** Others that write wait no longer than that. */
const TURN_MS = 4;
const AT_ONCE = 20;

/** Sweeps away what nobody sees any more, in turns of a few ms: what is dead, and what processes left that ended. */
export async function sweep(turns: SqliteTurns, now: number, isStopped: () => boolean): Promise<void> {
  while (!isStopped() && (await turns.write((db) => sweepSome(db, now)))) {}
}

/** True while there is more. */
function sweepSome(db: SqliteDatabase, now: number): boolean {
  for (const began = performance.now(); performance.now() - began < TURN_MS; )
    if (!sweepNext(db, now)) return false;
  return true;
}

function sweepNext(db: SqliteDatabase, now: number): boolean {
  const dead = db
    .statement(
      `SELECT id, collection FROM collection_document
        WHERE state <> 1 AND (state = ${DEAD} OR (state = ${STAGED} AND at < ?)) LIMIT 1`,
    )
    .get(now - HOUR);
  if (dead !== undefined) return sweepDocument(db, Number(dead.id), Number(dead.collection));
  const gone = db.statement('SELECT id FROM collection WHERE gone = 1 LIMIT 1').get();
  if (gone !== undefined) return sweepCollection(db, Number(gone.id));
  const { changes } = db
    .statement(
      `DELETE FROM collection_kept_vector WHERE (collection, hash) IN
        (SELECT collection, hash FROM collection_kept_vector WHERE kept_at < ? LIMIT ${AT_ONCE})`,
    )
    .run(now - KEPT_MS);
  return changes > 0;
}

function sweepDocument(db: SqliteDatabase, document: number, collection: number): boolean {
  const chunks = db
    .statement(`SELECT id FROM collection_chunk WHERE document = ? LIMIT ${AT_ONCE}`)
    .all(document);
  const isIndexed = hasTextTable(db, collection);
  for (const { id } of chunks) {
    if (isIndexed) db.statement(`DELETE FROM ${textTable(collection)} WHERE rowid = ?`).run(id!);
    db.statement('DELETE FROM collection_vector WHERE chunk = ?').run(id!);
    db.statement('DELETE FROM collection_chunk WHERE id = ?').run(id!);
  }
  if (chunks.length === AT_ONCE) return true;
  for (const table of ['collection_bits', 'collection_metadata'])
    db.statement(`DELETE FROM ${table} WHERE document = ?`).run(document);
  db.statement('DELETE FROM collection_document WHERE id = ?').run(document);
  return true;
}

/** Its index of words goes first, as a whole. */
function sweepCollection(db: SqliteDatabase, collection: number): boolean {
  if (hasTextTable(db, collection)) {
    db.exec(`DROP TABLE ${textTable(collection)}`);
    return true;
  }
  const document = db
    .statement('SELECT id FROM collection_document WHERE collection = ? LIMIT 1')
    .get(collection);
  if (document !== undefined) return sweepDocument(db, Number(document.id), collection);
  const { changes } = db
    .statement(
      `DELETE FROM collection_kept_vector WHERE collection = ?1 AND hash IN
        (SELECT hash FROM collection_kept_vector WHERE collection = ?1 LIMIT ${AT_ONCE})`,
    )
    .run(collection);
  if (changes === 0) db.statement('DELETE FROM collection WHERE id = ?').run(collection);
  return true;
}

const hasTextTable = (db: SqliteDatabase, collection: number): boolean =>
  db.statement("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(textTable(collection)) !==
  undefined;
