import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';
import type { TuningFileTable } from './tuning-tables.js';

// A training file is kept at OpenAI until it is deleted; nobody tunes with one for longer than this.
const KEPT_MS = 365 * 86_400_000;

/** What is known of files made for fine-tuning. Every process on the database sees the same. */
export class TuningStore {
  constructor(private readonly db: Kysely<Tables>) {}

  async rememberFile(file: TuningFileTable): Promise<void> {
    await this.db
      .deleteFrom('tuning_file')
      .where('at', '<', file.at - KEPT_MS)
      .execute();
    await this.db
      .insertInto('tuning_file')
      .values(file)
      .onConflict((conflict) => conflict.column('file_id').doNothing())
      .execute();
  }

  file(id: string): Promise<TuningFileTable | undefined> {
    return this.db.selectFrom('tuning_file').selectAll().where('file_id', '=', id).executeTakeFirst();
  }
}
