import { ToolError } from '../../plugin-api/tool-error.js';
import { ObjectStoreError } from './object-store-error.js';

const REASONS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'the output folder may not be written to',
  EPERM: 'the output folder may not be written to',
  ENOTDIR: 'the output folder is not a folder',
  EEXIST: 'the output folder is not a folder',
  ENAMETOOLONG: 'the path of the output folder is too long',
  EMFILE: 'too many files are open',
};

/** What the model hears when the disk, or the object store, refuses a file. */
export function fileNotSaved(error: unknown): ToolError {
  if (error instanceof ObjectStoreError)
    return new ToolError(
      'FILE_NOT_SAVED',
      'The file could not be saved: the object store did not take it.',
      'Whoever runs the server finds the reason in its log; `files.store` in mcp.config.json names the store.',
      { cause: error },
    );
  const code = error instanceof Error ? String(Reflect.get(error, 'code')) : '';
  return new ToolError(
    'FILE_NOT_SAVED',
    `The file could not be saved: ${REASONS[code] ?? 'the disk refused it'}.`,
    'Whoever runs the server can free the folder or name another one as `files.folder` in mcp.config.json.',
    { cause: error },
  );
}
