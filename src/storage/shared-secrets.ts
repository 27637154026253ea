import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';

/** The secret of this name, which every process on this database gets alike: 32 bytes, made by whoever asks first. */
export async function sharedSecret(db: Kysely<Tables>, name: string): Promise<Buffer> {
  const own = { name, value: randomBytes(32).toString('base64'), made_at: Date.now() };
  await db
    .insertInto('shared_secret')
    .values(own)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { value } = await db
    .selectFrom('shared_secret')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return Buffer.from(value, 'base64');
}
