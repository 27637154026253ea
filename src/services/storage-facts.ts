import { StorageError } from '../storage/storage-error.js';

/** What the log says of a store that failed: a foreseen failure in its words, any other in full. */
export const storageFacts = (error: unknown): Record<string, unknown> =>
  error instanceof StorageError ? { code: error.code, error: error.message, hint: error.hint } : { error };
