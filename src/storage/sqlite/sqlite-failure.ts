import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StorageError } from '../storage-error.js';

/** SQLite's primary result codes. */
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/** As much as SQLite takes at once for its shared memory. */
const LEAST_ROOM = 65_536;

const resultCode = (error: unknown): number =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : 0;

/** Somebody else has the lock, for now. */
export const isBusy = (error: unknown): boolean => [BUSY, LOCKED].includes(resultCode(error));

/** What SQLite or the file system says, in words that name the fix; any other error as it is. */
export function sqliteFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof StorageError) return error;
  switch (resultCode(error)) {
    case BUSY:
    case LOCKED:
      return heldTooLong(file, error);
    case READ_ONLY:
      return readOnly(file, error);
    case FULL:
      return diskFull(file, error);
    case CORRUPT:
      return new StorageError(
        'STORAGE_CORRUPT',
        `${file} is damaged: ${error.message}.`,
        `Stop the servers that use it, keep a copy of it with its -wal file, and repair it with "sqlite3 ${file} .recover | sqlite3 repaired.sqlite" or move it away: the next start makes a new one.`,
        error,
      );
    case IO_ERROR:
      return hasRoom(file) ? systemFailure(error, file) : diskFull(file, error);
    case NOT_A_DATABASE:
      return foreignFile(file, 'it is not a SQLite file', error);
    case CANNOT_OPEN:
      return cannotOpen(file, error);
    default:
      return systemFailure(error, file);
  }
}

export const foreignFile = (file: string, why: string, cause?: unknown): StorageError =>
  new StorageError(
    'STORAGE_CORRUPT',
    `${file} is not a database of this server: ${why}. It was left as it is.`,
    'Move it away, or choose another data folder (--data-dir, OPENAI_MCP_DATA_DIR).',
    cause,
  );

export const heldTooLong = (file: string, cause?: unknown): StorageError =>
  new StorageError(
    'STORAGE_UNAVAILABLE',
    `Another process has kept ${file} locked for too long.`,
    'Look for a stopped server or a tool that has the file open, and end it.',
    cause,
  );

/** SQLite calls it an I/O error where there is no room for its shared memory. */
function hasRoom(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize >= LEAST_ROOM;
  } catch {
    return true;
  }
}

function systemFailure(error: Error, file: string): unknown {
  switch ('code' in error ? error.code : undefined) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return readOnly(file, error);
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(file, error);
    case 'ENOTDIR':
    case 'EISDIR':
    case 'ENOENT':
    case 'EEXIST':
      return cannotOpen(file, error);
    case 'ERR_SQLITE_ERROR':
      return new StorageError(
        'STORAGE_UNAVAILABLE',
        `${file} can't be used: ${error.message}.`,
        'Look at the disk that it lies on, and start the server again.',
        error,
      );
    default:
      return error;
  }
}

const readOnly = (file: string, cause: Error): StorageError =>
  new StorageError(
    'STORAGE_READ_ONLY',
    `${file} can't be written: this user may not, or the disk is mounted read-only.`,
    `Give this user the right to write ${dirname(file)} and the files in it, or choose another data folder (--data-dir, OPENAI_MCP_DATA_DIR).`,
    cause,
  );

const diskFull = (file: string, cause: Error): StorageError =>
  new StorageError(
    'STORAGE_FULL',
    `The disk is full: ${file} can't grow. What was written before is safe.`,
    'Free some space; the server goes on by itself.',
    cause,
  );

const cannotOpen = (file: string, cause: Error): StorageError =>
  new StorageError(
    'STORAGE_UNAVAILABLE',
    `${file} can't be opened: ${cause.message}.`,
    'Choose a data folder that is one, and that this user may write (--data-dir, OPENAI_MCP_DATA_DIR).',
    cause,
  );
