import type { PostgresPool } from '../postgres/postgres-pool.js';
import { StorageError } from '../storage-error.js';
import { ask } from './postgres-query.js';

/** The first with scans that go on until enough is found that a filter lets pass. */
const OLDEST = [0, 8];
const NO_RIGHT = '42501';

/**
 * Makes the database ready for vectors.
 *
 * @throws StorageError `COLLECTIONS_UNAVAILABLE` where pgvector is missing or too old, or this user may not add it.
 */
export async function ensurePgvector(pool: PostgresPool): Promise<void> {
  const [extension] = await ask<{ installed: string | null; offered: string }>(
    pool,
    `SELECT installed_version AS installed, default_version AS offered FROM pg_available_extensions WHERE name = 'vector'`,
  );
  if (extension === undefined)
    throw unavailable(
      "Collections need pgvector, and PostgreSQL's machine does not have it.",
      'Install it there (postgresql-17-pgvector on Debian, or as its README says), or leave storage.url out.',
    );
  const { installed, offered } = extension;
  if (isOld(installed ?? offered))
    throw unavailable(
      `Collections need pgvector 0.8 or newer; the database has ${installed ?? offered}.`,
      isOld(offered)
        ? "Update pgvector on PostgreSQL's machine."
        : 'Have a superuser run "ALTER EXTENSION vector UPDATE" in the database.',
    );
  if (installed === null) await addExtension(pool);
}

async function addExtension(pool: PostgresPool): Promise<void> {
  try {
    await pool.pool.query('CREATE EXTENSION IF NOT EXISTS vector');
  } catch (error) {
    // Another server added it at the same moment.
    const [again] = await ask(pool, `SELECT 1 FROM pg_extension WHERE extname = 'vector'`);
    if (again !== undefined) return;
    const may =
      error instanceof Error && 'code' in error && error.code === NO_RIGHT
        ? 'this user may not add'
        : 'PostgreSQL could not add';
    throw unavailable(
      `Collections need pgvector, which ${may} to the database.`,
      'Have a superuser run "CREATE EXTENSION vector" in it.',
      error,
    );
  }
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === OLDEST[0] && minor < OLDEST[1]!;
}

const unavailable = (message: string, hint: string, cause?: unknown): StorageError =>
  new StorageError('COLLECTIONS_UNAVAILABLE', message, hint, cause);
