import { StorageError } from '../storage-error.js';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** The connection broke, or the server ended it: what was asked may or may not have been done. */
const connectionLost = (error: unknown): boolean =>
  /^(57P0[1-3]|08\w{3}|ECONNRESET|EPIPE)$/.test(codeOf(error)) ||
  (error instanceof Error && error.message.startsWith('Connection terminated'));

/** Another try may do: the connection broke, or the server gave up one of two that waited for each other. */
export const worthRepeating = (error: unknown): boolean =>
  connectionLost(error) || /^(40001|40P01)$/.test(codeOf(error));

/** What PostgreSQL or the network says, in words that name the fix; any other error as it is. */
export function postgresFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StorageError) return error;
  const code = codeOf(error);
  if (/^(28\w{3}|42501)$/.test(code))
    return unavailable(
      'PostgreSQL refuses this user.',
      'Check user, password and rights in storage.url (OPENAI_MCP_DATABASE_URL).',
      error,
    );
  if (code === '3D000')
    return unavailable(
      "The database that storage.url names doesn't exist.",
      'Create it, or name another.',
      error,
    );
  if (code === '53100')
    return new StorageError(
      'STORAGE_FULL',
      "PostgreSQL's disk is full. What was written before is safe.",
      'Free some space there; the server goes on by itself.',
      error,
    );
  if (code === '25006')
    return new StorageError(
      'STORAGE_READ_ONLY',
      'PostgreSQL takes no writes: storage.url names a replica, or the database is read-only.',
      'Name the primary server in storage.url.',
      error,
    );
  if (/^(XX00[12]|58030)$/.test(code))
    return new StorageError(
      'STORAGE_CORRUPT',
      'PostgreSQL reports that its files are damaged.',
      "Restore the database from a backup; PostgreSQL's own log says more.",
      error,
    );
  if (code === '53300')
    return unavailable(
      'PostgreSQL has no connection left.',
      'Raise its max_connections, or run fewer servers on it.',
      error,
    );
  if (/^42(P01|883|703)$/.test(code))
    return new StorageError(
      'STORAGE_CORRUPT',
      'The database that storage.url names lacks tables that this server once made in it.',
      'Restore it from a backup, or name an empty one.',
      error,
    );
  if (/^(40001|40P01|55P03|57014)$/.test(code))
    return unavailable(
      'PostgreSQL gave up waiting for other servers.',
      'Look for a transaction that stays open there, in pg_stat_activity.',
      error,
    );
  if (connectionLost(error) || UNREACHABLE.test(code) || error.message.includes('timeout'))
    return unavailable(
      `PostgreSQL can't be reached (${code || 'no answer'}).`,
      'Start it, or check host and port in storage.url (OPENAI_MCP_DATABASE_URL).',
      error,
    );
  return error;
}

const UNREACHABLE = /^(ECONN\w+|ENOTFOUND|EAI_\w+|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|57P03)$/;

const unavailable = (message: string, hint: string, cause: Error): StorageError =>
  new StorageError('STORAGE_UNAVAILABLE', message, hint, cause);
