import { ToolError } from '../../plugin-api/tool-error.js';

/** The same words whether the file exists or not: they must not tell what lies outside the roots. */
export const pathNotAllowed = () =>
  new ToolError(
    'PATH_NOT_ALLOWED',
    'This path is outside the folders that tools may read from.',
    'Use a file in an allowed folder; whoever runs the server allows one by adding it to `files.roots` in mcp.config.json.',
  );

export const fileNotFound = () =>
  new ToolError(
    'FILE_NOT_FOUND',
    'There is no such file in the allowed folders.',
    'Check the path and its spelling.',
  );

export const fileTooLarge = (maxBytes: number) =>
  new ToolError(
    'FILE_TOO_LARGE',
    `The file is larger than the ${maxBytes.toLocaleString('en')} bytes that are allowed here.`,
    'Use a smaller file.',
  );

export const fileUnreadable = (why: string, cause?: unknown) =>
  new ToolError('FILE_UNREADABLE', `The file can't be read: ${why}.`, 'Use another file.', { cause });

/** A file that a tool made, and that is no more. */
export const producedFileGone = () =>
  new ToolError(
    'FILE_NOT_FOUND',
    'There is no such file among those that tools have made.',
    'It may have been moved or cleared: make it again, or use one that resources/list shows.',
  );
