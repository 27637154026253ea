import { ToolError } from 'openai-mcp-host/plugin';

export const emptyDocument = (name: string) =>
  new ToolError('DOCUMENT_EMPTY', `${name} has no text in it.`, 'Leave it out, or name another.');

export const notText = (name: string, mimeType: string) =>
  new ToolError(
    'DOCUMENT_NOT_TEXT',
    `${name} is no text by its content${mimeType === 'application/octet-stream' ? '' : ` (${mimeType})`}.`,
    'Index texts, Markdown, HTML, code or PDFs; analyze-document and transcribe-audio make texts of other files.',
  );

export const notUtf8 = (name: string, cause?: unknown) =>
  new ToolError(
    'DOCUMENT_NOT_UTF8',
    `${name} is text, but not in UTF-8.`,
    'Save it as UTF-8, and index it again.',
    { cause },
  );

export const tooLong = (name: string, what: string, mostBytes: number) =>
  new ToolError(
    'FILE_TOO_LARGE',
    `${name} is larger than the ${mostBytes / 1024 / 1024} MB that are read of ${what}.`,
    'Split it, and index its parts.',
  );

export const unreadable = (name: string, cause: unknown) =>
  new ToolError(
    'DOCUMENT_DAMAGED',
    `${name} can't be read: it is damaged.`,
    'Save it anew, or leave it out.',
    {
      cause,
    },
  );

export const takesTooMuch = (name: string, cause: unknown) =>
  new ToolError(
    'FILE_TOO_LARGE',
    `${name} is so large once it is unpacked, or so deeply nested, that there is not enough memory to read it.`,
    'Split it, and index its parts.',
    { cause },
  );

export const takesTooLong = (name: string) =>
  new ToolError(
    'FILE_TOO_LARGE',
    `${name} takes longer than 5 minutes to read.`,
    'Split it, and index its parts; or leave it out.',
  );
