import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Files, type OpenedFile, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import type { Chunk } from '../chunks/chunk.js';
import { cutChunks } from '../chunks/cut-chunks.js';
import type { Reading } from './block.js';
import { readCode } from './code.js';
import { emptyDocument, notText, notUtf8, tooLong, unreadable } from './document-errors.js';
import { readHtml } from './html.js';
import { readMarkdown } from './markdown.js';
import { readPdf } from './pdf.js';
import { readPlain } from './plain.js';
import { kindOf, type TextKind } from './text-kind.js';

/** What is known of a document's content before it is taken apart. */
export interface Content {
  name: string;
  kind: TextKind;
  data: Uint8Array | string;
  hash: string;
}

export interface ReadDocument {
  title?: string;
  chunks: Chunk[];
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
const CHUNKS_PER_TURN = 16;
// biome-ignore lint/suspicious/noControlCharactersInRegex: no text has these.
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** Opens documents and takes them apart. */
@Service()
export class DocumentReader {
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

  /** @throws ToolError `DOCUMENT_DAMAGED`, `DOCUMENT_ENCRYPTED`, `DOCUMENT_WITHOUT_TEXT`, `DOCUMENT_NOT_UTF8`, `DOCUMENT_EMPTY`. */
  async read(content: Content, chunkBytes: number, call: ToolCall): Promise<ReadDocument> {
    const chunks: Chunk[] = [];
    try {
      const reading = await readingOf(content);
      for await (const chunk of cutChunks(reading, chunkBytes)) {
        if (chunks.push(chunk) % CHUNKS_PER_TURN !== 0) continue;
        await setImmediate();
        call.signal.throwIfAborted();
      }
      if (chunks.length === 0) throw emptyDocument(content.name);
      return { chunks, ...(reading.title !== undefined && { title: reading.title }) };
    } catch (error) {
      if (ToolError.is(error) || call.signal.aborted) throw error;
      throw unreadable(content.name, error);
    }
  }
}

async function readingOf({ name, kind, data }: Content): Promise<Reading> {
  if (kind === 'pdf') return readPdf(name, data as Uint8Array);
  const text = typeof data === 'string' ? data : decoded(name, data);
  if (kind === 'markdown') return readMarkdown(text);
  if (kind === 'html') return readHtml(text);
  return kind === 'code' ? readCode(text) : readPlain(text);
}

function decoded(name: string, data: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch (error) {
    throw notUtf8(name, error);
  }
}

/** What no encoding explains is binary; the rest is text in another one. */
async function whyNot({ name, mimeType, blob }: OpenedFile): Promise<ToolError> {
  const start = Buffer.from(await blob.slice(0, START).arrayBuffer());
  const isText = mimeType === 'application/octet-stream' && !BINARY.test(start.toString('latin1'));
  return isText ? notUtf8(name) : notText(name, mimeType);
}

const hashOf = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
