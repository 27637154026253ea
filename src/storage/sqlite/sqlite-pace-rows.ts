import { type ChangeRow, PACE_KEPT_MS, type PaceRows } from '../pace-rows.js';
import type { SqliteDatabase } from './sqlite-database.js';
import type { SqliteTurns } from './sqlite-turns.js';

export class SqlitePaceRows implements PaceRows {
  constructor(
    private readonly turns: SqliteTurns,
    private readonly now: () => number,
  ) {}

  change<T>(key: string, change: ChangeRow<T>): Promise<T> {
    return this.turns.write((db) => {
      const now = this.now();
      const known = textOf(db, key);
      const { text, value } = change(known, now);
      if (known === undefined) {
        db.statement('DELETE FROM pace WHERE changed_at < ?').run(now - PACE_KEPT_MS);
        db.statement('INSERT INTO pace VALUES (?, ?, ?)').run(key, text, now);
      } else db.statement('UPDATE pace SET state = ?, changed_at = ? WHERE key = ?').run(text, now, key);
      return value;
    });
  }

  async read(key: string): Promise<{ text: string; now: number } | undefined> {
    const text = await this.turns.read((db) => textOf(db, key));
    return text === undefined ? undefined : { text, now: this.now() };
  }
}

const textOf = (db: SqliteDatabase, key: string): string | undefined =>
  (db.statement('SELECT state FROM pace WHERE key = ?').get(key) as { state: string } | undefined)?.state;
