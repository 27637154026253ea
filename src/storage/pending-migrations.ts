import type { Migration } from './migration.js';
import { StorageError } from './storage-error.js';

/** @throws StorageError when the database has been through a migration that this version does not know. */
export function pendingMigrations(all: readonly Migration[], applied: readonly string[]): Migration[] {
  const known = new Set(all.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new StorageError(
      'STORAGE_NEWER',
      `The database was last used by a newer version (it has ${unknown.join(', ')}).`,
      'Update openai-mcp-host here too, or give this server a data folder or a database of its own.',
    );
  const done = new Set(applied);
  return all.filter(({ name }) => !done.has(name));
}
