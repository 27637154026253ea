import { type RawBuilder, sql } from 'kysely';
import { clockOf } from './database-clock.js';
import type { HeldAnswerTable } from './held-answer-table.js';
import type { Storage } from './storage.js';

/** So many of one owner's wait at most; for one more, the oldest goes. */
const MOST = 100;

/**
 * Answers that wait for a person's word, for every server on this database, for some time.
 *
 * @throws StorageError when the database can't be used.
 */
export class HeldAnswerStore {
  private readonly db: Storage['db'];
  private readonly now: () => RawBuilder<number>;

  constructor(
    storage: Pick<Storage, 'db' | 'engine'>,
    private readonly keptMs: number,
  ) {
    this.db = storage.db;
    this.now = clockOf(storage);
  }

  /** Those whose time is over go. */
  async keep(row: Omit<HeldAnswerTable, 'at'>): Promise<void> {
    const { db } = this;
    await db.deleteFrom('held_answer').where('at', '<', this.earliest()).execute();
    await db
      .insertInto('held_answer')
      .values({ ...row, at: this.now() })
      .execute();
    const surplus = db
      .selectFrom('held_answer')
      .select('id')
      .where('owner', '=', row.owner)
      .orderBy('at', 'desc')
      .limit(MOST)
      .offset(MOST);
    await db.deleteFrom('held_answer').where('id', 'in', surplus).execute();
  }

  questions(owner: string, tool: string): Promise<Pick<HeldAnswerTable, 'id' | 'question'>[]> {
    return this.db
      .selectFrom('held_answer')
      .select(['id', 'question'])
      .where('owner', '=', owner)
      .where('tool', '=', tool)
      .where('at', '>=', this.earliest())
      .orderBy('at')
      .execute();
  }

  /** Undefined: it is not there any more. */
  async take(id: string): Promise<string | undefined> {
    const taken = await this.db
      .deleteFrom('held_answer')
      .where('id', '=', id)
      .where('at', '>=', this.earliest())
      .returning('answer')
      .executeTakeFirst();
    return taken?.answer;
  }

  private earliest(): RawBuilder<number> {
    return sql<number>`${this.now()} - ${this.keptMs}`;
  }
}
