import { type RawBuilder, sql } from 'kysely';
import type { Storage } from './storage.js';

const POSTGRES_NOW = sql<number>`floor(extract(epoch FROM clock_timestamp()) * 1000)::double precision`;

/**
 * Now, in ms since 1970, by one clock for all who share the database: PostgreSQL's own. Those who share a file share a machine.
 */
export const clockOf = ({ engine }: Pick<Storage, 'engine'>): (() => RawBuilder<number>) =>
  engine.kind === 'postgres' ? () => POSTGRES_NOW : () => sql<number>`${Date.now()}`;
