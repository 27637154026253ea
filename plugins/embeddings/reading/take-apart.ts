import type { Reading } from './block.js';
import { readCode } from './code.js';
import { notUtf8 } from './document-errors.js';
import { readHtml } from './html.js';
import { readMarkdown } from './markdown.js';
import { readPdf } from './pdf.js';
import { readPlain } from './plain.js';
import type { ReadRequest } from './reading-messages.js';

/** @throws ToolError `DOCUMENT_DAMAGED`, `DOCUMENT_ENCRYPTED`, `DOCUMENT_WITHOUT_TEXT`, `DOCUMENT_NOT_UTF8`. */
export async function takeApart({ name, kind, data }: ReadRequest): Promise<Reading> {
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
