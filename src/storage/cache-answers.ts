import type { AnswerStore, StoredAnswer } from './cache-store.js';
import type { SqliteDatabase } from './sqlite/sqlite-database.js';
import type { Storage } from './storage.js';

interface Room {
  bytes: number;
  now: number;
  maxBytes: number;
}

/** The answers that a database keeps. */
export class StoredAnswers implements AnswerStore {
  constructor(private readonly storage: Pick<Storage, 'db' | 'engine'>) {}

  async find(key: string, now: number): Promise<StoredAnswer | undefined> {
    const row = await this.storage.db
      .selectFrom('cache_answer')
      .select(['content_type', 'model', 'expires_at', 'body'])
      .where('key', '=', key)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { buffer, byteOffset, byteLength } = row.body;
    return {
      contentType: row.content_type,
      model: row.model,
      expiresAt: row.expires_at,
      body: Buffer.from(buffer, byteOffset, byteLength),
    };
  }

  async touch(key: string, now: number): Promise<void> {
    await this.storage.db
      .updateTable('cache_answer')
      .set({ used_at: now })
      .where('key', '=', key)
      .where('used_at', '<', now)
      .execute();
  }

  async keep(key: string, answer: StoredAnswer, room: Room): Promise<void> {
    const { engine } = this.storage;
    const { contentType, model, expiresAt, body } = answer;
    const { bytes, now, maxBytes } = room;
    if (engine.kind === 'postgres') {
      const values = [key, contentType, model, bytes, expiresAt, body, now, maxBytes];
      await engine.pool.query('cache-keep', 'SELECT cache_keep($1, $2, $3, $4, $5, $6, $7, $8)', values);
      return;
    }
    await engine.turns.write((db) => insert(db, key, answer, room));
    // Some at a time, each in a turn of its own.
    while (await engine.turns.write((db) => makeRoom(db, maxBytes))) {}
  }
}

function insert(db: SqliteDatabase, key: string, answer: StoredAnswer, { bytes, now }: Room): void {
  const { contentType, model, expiresAt, body } = answer;
  const gone = db
    .statement(
      `DELETE FROM cache_answer WHERE key = ? OR key IN
        (SELECT key FROM cache_answer WHERE expires_at <= ? ORDER BY expires_at LIMIT 200) RETURNING bytes`,
    )
    .all(key, now);
  db.statement('INSERT INTO cache_answer VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    ...[key, contentType, model, bytes, expiresAt, now, body],
  );
  grow(db, bytes - sumOf(gone));
}

/** Removes what was used longest ago; true where that was not enough yet. */
function makeRoom(db: SqliteDatabase, maxBytes: number): boolean {
  const excess = Number(db.statement('SELECT bytes FROM cache_size').get()?.bytes) - maxBytes;
  if (excess <= 0) return false;
  const gone = db
    .statement(
      `DELETE FROM cache_answer WHERE key IN (
        SELECT key FROM (
          SELECT key, bytes, sum(bytes) OVER (ORDER BY used_at, key) AS upto FROM
            (SELECT key, used_at, bytes FROM cache_answer ORDER BY used_at, key LIMIT 200)
        ) WHERE upto - bytes < ?
      ) RETURNING bytes`,
    )
    .all(excess);
  grow(db, -sumOf(gone));
  return gone.length > 0 && sumOf(gone) < excess;
}

const grow = (db: SqliteDatabase, bytes: number) =>
  db.statement('UPDATE cache_size SET bytes = bytes + ?').run(bytes);

const sumOf = (rows: Record<string, unknown>[]): number =>
  rows.reduce((sum, { bytes }) => sum + Number(bytes), 0);
