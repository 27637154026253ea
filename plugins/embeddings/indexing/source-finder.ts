import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Files, type ListedFile, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import type { FoundSource, TextSource } from './found-source.js';
import type { GivenText, Indexing } from './indexing.js';
import { skippedByName } from './skipped-names.js';

const ADDRESS = /^(https?|openai-mcp-host|data):/i;
const SKIPPED = { folder: 'folders not looked into', link: 'links', unreadable: 'unreadable folders' };

/** Finds what a call names, one after the other and each once. */
@Service()
export class SourceFinder {
  constructor(private readonly files: Files) {}

  async *find({ documents, prune }: Indexing, call: ToolCall): AsyncGenerator<FoundSource> {
    const seen = new Set<string>();
    for (const document of documents) {
      try {
        for await (const found of this.named(document, prune, call)) {
          if (seen.has(found.source)) continue;
          seen.add(found.source);
          yield found;
        }
      } catch (error) {
        if (!ToolError.is(error)) throw error;
        yield {
          source: typeof document === 'string' ? document : document.text.slice(0, 60),
          failure: error,
        };
      }
    }
  }

  /** Whether a file that was indexed once is no more. */
  async isGone(path: string): Promise<boolean> {
    try {
      for await (const _ of this.files.list(path)) return false;
      return false;
    } catch (error) {
      return ToolError.is(error) && error.code === 'FILE_NOT_FOUND';
    }
  }

  private async *named(
    source: string | GivenText,
    mayBeEmpty: boolean,
    call: ToolCall,
  ): AsyncGenerator<FoundSource> {
    if (typeof source !== 'string') {
      yield textSource(source);
      return;
    }
    if (ADDRESS.test(source)) {
      yield { source: nameOf(source), address: source, isNamed: true };
      return;
    }
    const name = (/^file:/i.test(source) ? fileURLToPath(source) : source).replace(/^\.\//, '');
    let isEmpty = true;
    for await (const listed of this.files.list(source, { signal: call.signal })) {
      isEmpty &&= listed.skipped !== undefined;
      yield foundFile(listed, listed.path === name || listed.path.endsWith(`/${name}`));
    }
    if (isEmpty && !mayBeEmpty) throw nothingThere(source);
  }
}

function foundFile({ path, skipped }: ListedFile, isNamed: boolean): FoundSource {
  const why = skipped === undefined ? (isNamed ? undefined : skippedByName(path)) : SKIPPED[skipped];
  return why === undefined ? { source: path, address: path, isNamed } : { source: path, skipped: why };
}

function textSource({ text, id, title, metadata }: GivenText): TextSource {
  return {
    source: id ?? `text:${digest(text)}`,
    // Half a surrogate pair can be sent in JSON, and is no text.
    text: text.toWellFormed(),
    ...(title !== undefined && { title }),
    ...(metadata !== undefined && { metadata }),
  };
}

/** Of a data URL only what tells it from others. */
const nameOf = (address: string): string => (/^data:/i.test(address) ? `data:${digest(address)}` : address);

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const nothingThere = (pattern: string) =>
  new ToolError(
    'NO_FILE_FOUND',
    `No file fits ${pattern}.`,
    'Check the pattern: * stands within one folder, ** for any number of them, {md,txt} for either. Names that begin with a dot are left out.',
  );
