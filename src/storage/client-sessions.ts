import type { Kysely } from 'kysely';
import type { ClientSessionTable } from './replica-tables.js';
import type { Tables } from './tables.js';

/** So many are kept at most; more are nobody's honest work. */
const MOST_SESSIONS = 100_000;

/** The sessions of older clients, for every server on this database. */
export class ClientSessions {
  constructor(private readonly db: Kysely<Tables>) {}

  async keep(session: ClientSessionTable): Promise<void> {
    await this.db.insertInto('client_session').values(session).execute();
  }

  /** With what it has asked for; undefined for one that has not been seen since `from`. */
  async find(
    id: string,
    from: number,
  ): Promise<{ session: ClientSessionTable; wishes: string[] } | undefined> {
    const session = await this.db
      .selectFrom('client_session')
      .selectAll()
      .where('id', '=', id)
      .where('seen_at', '>=', from)
      .executeTakeFirst();
    if (session === undefined) return undefined;
    const wishes = await this.db
      .selectFrom('client_session_wish')
      .select('message')
      .where('session_id', '=', id)
      .execute();
    return { session, wishes: wishes.map(({ message }) => message) };
  }

  /** Whoever of these is in use. False for one that has been ended elsewhere. */
  async touch(id: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('client_session')
      .set({ seen_at: at })
      .where('id', '=', id)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async wish(sessionId: string, subject: string, message: string): Promise<void> {
    await this.db
      .insertInto('client_session_wish')
      .values({ session_id: sessionId, subject, message })
      .onConflict((conflict) => conflict.columns(['session_id', 'subject']).doUpdateSet({ message }))
      .execute();
  }

  async unwish(sessionId: string, subject: string): Promise<void> {
    await this.db
      .deleteFrom('client_session_wish')
      .where('session_id', '=', sessionId)
      .where('subject', '=', subject)
      .execute();
  }

  async forget(id: string): Promise<void> {
    await this.db.deleteFrom('client_session').where('id', '=', id).execute();
    await this.db.deleteFrom('client_session_wish').where('session_id', '=', id).execute();
  }

  /** Clears those that nobody has used since `before`, and the longest unused where there are too many. */
  async sweep(before: number): Promise<void> {
    const { db } = this;
    const surplus = db
      .selectFrom('client_session')
      .select('id')
      .orderBy('seen_at', 'desc')
      .limit(MOST_SESSIONS)
      .offset(MOST_SESSIONS);
    await db
      .deleteFrom('client_session')
      .where((row) => row.or([row('seen_at', '<', before), row('id', 'in', surplus)]))
      .execute();
    await db
      .deleteFrom('client_session_wish')
      .where('session_id', 'not in', db.selectFrom('client_session').select('id'))
      .execute();
  }
}
