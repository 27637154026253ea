/** Why the database can't be used. Nothing is lost or overwritten by any of these. */
export type StorageFault =
  | 'STORAGE_UNAVAILABLE'
  | 'STORAGE_NEWER'
  | 'STORAGE_CORRUPT'
  | 'STORAGE_FULL'
  | 'STORAGE_READ_ONLY'
  | 'COLLECTIONS_UNAVAILABLE';

/** The database can't be used: what happened, and what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(
    readonly code: StorageFault,
    message: string,
    readonly hint: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
