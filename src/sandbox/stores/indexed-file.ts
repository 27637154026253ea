import { extensionOf, isTakenAsInput } from '../document-kinds.js';
import { embedText } from '../embed-text.js';
import type { WireJson } from '../wire-json.js';
import { type Chunking, cutText } from './chunking.js';

/** Fewer than a model's: here they only put like beside like. */
const DIMENSIONS = 192;
const OFFICE = /^\.(xl\w+|doc\w?|dot|odt|ppt\w?|pot|ppa|pps|pwz|wiz|iif)$/;

interface Source {
  id: string;
  name: string;
  bytes: Buffer;
}

/** A file of a vector store. What it is seen to be at first is `in_progress`; it is read at the first look. */
export class IndexedFile {
  readonly facts: WireJson;
  private chunks: { text: string; vector: number[] }[] = [];

  constructor(
    private readonly source: Source,
    store: string,
    private readonly chunking: Chunking,
    attributes: Record<string, unknown>,
  ) {
    this.facts = {
      id: source.id,
      object: 'vector_store.file',
      usage_bytes: 0,
      created_at: Math.floor(Date.now() / 1000),
      vector_store_id: store,
      status: 'in_progress',
      last_error: null,
      chunking_strategy: chunking,
      attributes,
    };
  }

  get name(): string {
    return this.source.name;
  }

  get isPending(): boolean {
    return this.facts.status === 'in_progress';
  }

  get text(): string {
    return textOf(this.source);
  }

  index(): void {
    if (!this.isPending) return;
    const problem = this.problem();
    this.facts.status = problem === undefined ? 'completed' : 'failed';
    this.facts.last_error = problem ?? null;
    if (problem !== undefined) return;
    this.chunks = cutText(this.text, this.chunking).map((text) => ({
      text,
      vector: embedText(text, DIMENSIONS, DIMENSIONS),
    }));
    this.facts.usage_bytes = this.chunks.reduce((sum, { text }) => sum + text.length + 4 * DIMENSIONS, 0);
  }

  cancel(): void {
    if (this.isPending) this.facts.status = 'cancelled';
  }

  /** Its chunks, each with its likeness to a query, from 0 to 1. */
  score(query: string): { text: string; score: number }[] {
    const wanted = embedText(query, DIMENSIONS, DIMENSIONS);
    return this.chunks.map(({ text, vector }) => {
      const dot = vector.reduce((sum, value, at) => sum + value * wanted[at]!, 0);
      return { text, score: Math.min(1, Math.max(0, dot)) };
    });
  }

  private problem(): { code: string; message: string } | undefined {
    const { name, bytes } = this.source;
    if (!isTakenAsInput(name))
      return { code: 'unsupported_file', message: 'The file type is not supported.' };
    const isPdf = extensionOf(name) === '.pdf';
    return this.text.trim() === '' || (isPdf && !bytes.includes('%PDF-'))
      ? { code: 'invalid_file', message: 'The file could not be parsed because it is empty or malformed.' }
      : undefined;
  }
}

/** The sandbox reads texts; of other documents it knows the name alone. */
function textOf({ name, bytes }: Source): string {
  const extension = extensionOf(name);
  return extension === '.pdf' || OFFICE.test(extension)
    ? `${name.replace(/[^\p{L}\p{N}]+/gu, ' ')} (${bytes.length} bytes)`
    : bytes.toString('utf8');
}
