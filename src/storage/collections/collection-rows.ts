import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '../tables.js';
import { type CollectionDocumentTable, type CollectionTable, LIVE } from './collection-tables.js';

export type FoundCollection = Selectable<CollectionTable>;

/** As many as either engine takes in one statement. */
const SOURCES_AT_ONCE = 500;
/** No code point comes after it. */
const LAST = '\u{10ffff}';

/**
 * What is known of collections and their documents, beside what is in them.
 *
 * @throws StorageError when the database can't be used.
 */
export class CollectionRows {
  constructor(private readonly db: Kysely<Tables>) {}

  async list(owner: string): Promise<FoundCollection[]> {
    const rows = await this.db
      .selectFrom('collection')
      .selectAll()
      .where('owner', '=', owner)
      .where('gone', '=', 0)
      .execute();
    return rows.sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  find(owner: string, name: string): Promise<FoundCollection | undefined> {
    return this.db
      .selectFrom('collection')
      .selectAll()
      .where('owner', '=', owner)
      .where('name', '=', name)
      .where('gone', '=', 0)
      .executeTakeFirst();
  }

  async documents(
    collection: number,
    sources: readonly string[],
  ): Promise<Pick<CollectionDocumentTable, 'source' | 'hash' | 'chunks' | 'metadata'>[]> {
    const found = [];
    for (let from = 0; from < sources.length; from += SOURCES_AT_ONCE)
      found.push(
        ...(await this.db
          .selectFrom('collection_document')
          .select(['source', 'hash', 'chunks', 'metadata'])
          .where('collection', '=', collection)
          .where('state', '=', LIVE)
          .where('source', 'in', sources.slice(from, from + SOURCES_AT_ONCE))
          .execute()),
      );
    return found;
  }

  async sources(
    collection: number,
    { prefix = '', after = '', limit }: { prefix?: string; after?: string; limit: number },
  ): Promise<string[]> {
    const rows = await this.db
      .selectFrom('collection_document')
      .select('source')
      .where('collection', '=', collection)
      .where('state', '=', LIVE)
      .where('source', '>=', prefix)
      .where('source', '<', prefix + LAST)
      .where('source', '>', after)
      .orderBy('source')
      .limit(limit)
      .execute();
    return rows.map(({ source }) => source);
  }
}
