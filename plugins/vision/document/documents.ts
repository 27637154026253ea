import { Files, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import type { Document } from './document.js';
import { kindOf } from './document-kind.js';

/** What OpenAI takes in one request, all files together. */
export const MOST_BYTES = 50 * 1024 * 1024;
const START = 16;

/** Opens what a call names as its document, and sees what it is. */
@Service()
export class Documents {
  constructor(private readonly files: Files) {}

  /** @throws ToolError `NOT_A_DOCUMENT`, and whatever `Files.open` throws. */
  async open(source: string, call: ToolCall, maxBytes = MOST_BYTES): Promise<Document> {
    const file = await this.files.open(source, { maxBytes, signal: call.signal });
    if (file.size === 0) throw notADocument(`${file.name} is empty.`);
    const start = Buffer.from(await file.blob.slice(0, START).arrayBuffer());
    const known = kindOf(file.name, file.mimeType, start);
    if (known === undefined) throw notADocument(`${file.name} is none by its content (${file.mimeType}).`);
    const { name, kind, mimeType } = known;
    if (name !== file.name) call.note(`${file.name} was read as ${name}, which it is by its content.`);
    const blob = name === file.name ? file.blob : new File([file.blob], name, { type: mimeType });
    return { kind, name, mimeType, size: file.size, blob, bytes: () => file.bytes() };
  }
}

const notADocument = (message: string) =>
  new ToolError(
    'NOT_A_DOCUMENT',
    message,
    'Name a PDF, an office file (docx, xlsx, pptx, odt, rtf, doc, xls, ppt), a text (txt, md, csv, html, json, xml) or a picture (PNG, JPEG, WebP, GIF).',
  );
