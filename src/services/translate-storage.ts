import type { ErrorTranslator } from '../contracts/error-translator.js';
import { ToolError } from '../plugin-api/tool-error.js';
import { StorageError } from '../storage/storage-error.js';

/** What the model is told when the database can't be used. */
export const translateStorage: ErrorTranslator = (error) =>
  error instanceof StorageError
    ? new ToolError(error.code, error.message, error.hint, { cause: error })
    : undefined;
