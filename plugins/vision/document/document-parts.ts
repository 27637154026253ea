import { AsyncLocalStorage } from 'node:async_hooks';
import {
  OpenAIClient,
  Provider,
  Service,
  type TextMessagePart,
  type ToolCall,
  ToolError,
} from 'openai-mcp-host/plugin';
import type { Document } from './document.js';

/** Up to here a file goes along with the question; base64 and JSON take several times its size in memory. */
const INLINE_BYTES = 4 * 1024 * 1024;
const INLINE_BYTES_OF_MANY = 64 * 1024;
/** The least that OpenAI takes: what we fail to delete goes by itself. */
const EXPIRES_SECONDS = 3600;

/** Shows documents to models: small ones within the question, large ones as uploaded files that go afterwards. */
@Service()
export class DocumentParts {
  /** Leaves the call behind: once it is cancelled, nothing is sent on its behalf any more. */
  private readonly outside = AsyncLocalStorage.snapshot();

  constructor(
    private readonly openai: OpenAIClient,
    private readonly provider: Provider,
  ) {}

  /** Gives `use` the parts of a message that show these documents. */
  async show<T>(
    documents: readonly Document[],
    call: ToolCall,
    use: (parts: TextMessagePart[]) => Promise<T>,
  ): Promise<T> {
    const uploaded: string[] = [];
    try {
      const parts: TextMessagePart[] = [];
      for (const document of documents) parts.push(await this.partOf(document, uploaded));
      return await use(parts);
    } finally {
      const gone = Promise.all(uploaded.map((id) => this.delete(id, call)));
      // Whoever cancelled waits for nothing.
      if (!call.signal.aborted) await gone;
    }
  }

  private async partOf(document: Document, uploaded: string[]): Promise<TextMessagePart> {
    const { kind, name, mimeType, size } = document;
    if (kind === 'picture')
      return { type: 'image_url', image_url: { url: await dataUrl(document), detail: 'high' } };
    if (!this.provider.usesResponses() && kind !== 'pdf') return textPart(document);
    const most = document.isOneOfMany ? INLINE_BYTES_OF_MANY : INLINE_BYTES;
    if (size <= most || this.provider.kind === 'compatible')
      return { type: 'file', file: { filename: name, file_data: await dataUrl(document) } };
    const { id } = await this.openai.files.create({
      file:
        document.blob.type === mimeType ? document.blob : new File([document.blob], name, { type: mimeType }),
      purpose: 'user_data',
      expires_after: { anchor: 'created_at', seconds: EXPIRES_SECONDS },
    });
    uploaded.push(id);
    return { type: 'file', file: { file_id: id } };
  }

  private async delete(id: string, call: ToolCall): Promise<void> {
    try {
      await this.outside(() => this.openai.files.delete(id));
    } catch {
      call.note('A copy of the document at OpenAI could not be deleted; OpenAI deletes it within the hour.');
    }
  }
}

async function dataUrl(document: Document): Promise<string> {
  const bytes = await document.bytes();
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return `data:${document.mimeType};base64,${base64}`;
}

/** Chat Completions takes no files but PDFs; a text can be said instead. */
async function textPart({ kind, name, bytes }: Document): Promise<TextMessagePart> {
  if (kind === 'text')
    return { type: 'text', text: `${name}:\n\n${Buffer.from(await bytes()).toString('utf8')}` };
  throw new ToolError(
    'RESPONSES_API_MISSING',
    `${name} can only be read over the Responses API, which this provider does not have.`,
    'Save it as PDF or text, and name that.',
  );
}
