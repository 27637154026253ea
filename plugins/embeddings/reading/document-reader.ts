import { createHash } from 'node:crypto';
import { Files, type OpenedFile, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import { emptyDocument, notText, notUtf8, tooLong } from './document-errors.js';
import { type ReadDocument, ReadingProcess } from './reading-process.js';
import { kindOf, type TextKind } from './text-kind.js';

/** What is known of a document's content before it is taken apart. */
export interface Content {
  name: string;
  kind: TextKind;
  data: Uint8Array | string;
  hash: string;
}

const MB = 1024 * 1024;
/** What parsing them takes of memory and time is held by these. */
const MOST: Record<TextKind, number> = {
  pdf: 50 * MB,
  text: 16 * MB,
  code: 16 * MB,
  markdown: 16 * MB,
  html: 4 * MB,
};
const WORDS: Record<TextKind, string> = {
  pdf: 'a PDF',
  text: 'a text',
  code: 'code',
  markdown: 'Markdown',
  html: 'HTML',
};
const START = 64 * 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: no text has these.
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** Opens documents and takes them apart. */
@Service()
export class DocumentReader {
  private readonly process = new ReadingProcess();

  constructor(private readonly files: Files) {}

  /** @throws ToolError `DOCUMENT_EMPTY`, `DOCUMENT_NOT_TEXT`, `DOCUMENT_NOT_UTF8`, `FILE_TOO_LARGE`; whatever `Files.open` throws. */
  async open(address: string, call: ToolCall): Promise<Content> {
    const file = await this.files.open(address, { maxBytes: MOST.pdf, signal: call.signal });
    try {
      const { name, mimeType, size } = file;
      if (size === 0) throw emptyDocument(name);
      const kind = kindOf(name, mimeType);
      if (kind === undefined) throw await whyNot(file);
      if (size > MOST[kind]) throw tooLong(name, WORDS[kind], MOST[kind]);
      const data = await file.bytes();
      return { name, kind, data, hash: hashOf(data) };
    } finally {
      await file.close();
    }
  }

  /** A text that came with the call. */
  given(name: string, text: string): Content {
    return { name, kind: 'markdown', data: text, hash: hashOf(text) };
  }

  /** @throws ToolError `DOCUMENT_DAMAGED`, `DOCUMENT_ENCRYPTED`, `DOCUMENT_WITHOUT_TEXT`, `DOCUMENT_NOT_UTF8`, `DOCUMENT_EMPTY`, `FILE_TOO_LARGE`. */
  async read({ name, kind, data }: Content, chunkBytes: number, call: ToolCall): Promise<ReadDocument> {
    call.signal.throwIfAborted();
    const read = await this.process.read({ name, kind, data, chunkBytes }, call.signal);
    if (read.chunks.length === 0) throw emptyDocument(name);
    return read;
  }

  stop(): void {
    this.process.stop();
  }
}

/** What no encoding explains is binary; the rest is text in another one. */
async function whyNot({ name, mimeType, blob }: OpenedFile): Promise<ToolError> {
  const start = Buffer.from(await blob.slice(0, START).arrayBuffer());
  const isText = mimeType === 'application/octet-stream' && !BINARY.test(start.toString('latin1'));
  return isText ? notUtf8(name) : notText(name, mimeType);
}

const hashOf = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
