import { type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import type { Embedder } from '../embedding/embedder.js';
import type { DocumentReader } from '../reading/document-reader.js';
import { embedMissing } from './embed-missing.js';
import type { FoundSource, Metadata } from './found-source.js';
import { IndexTally } from './index-tally.js';
import { documentHash, type PendingDocument, pendingChunk } from './pending-document.js';
import type { TargetCollection } from './target-collection.js';

/** Sources that are looked up together. */
const GROUP = 64;
/** What is read before it is embedded: bounds the memory of a call, whatever number of files it names. */
const ROUND_CHUNKS = 1024;
const ROUND_BYTES = 1_500_000;
const PROGRESS_MS = 2000;

type Readable = Exclude<FoundSource, { skipped: string } | { failure: ToolError }>;

export interface IndexRunOptions {
  target: TargetCollection;
  reader: DocumentReader;
  embedder: Embedder;
  isOpenAI: boolean;
  chunkBytes: number;
  metadata: Metadata;
  /** Whether nothing is sent or changed: only counted. */
  isCount: boolean;
  call: ToolCall;
}

/** Reads, embeds and puts documents, round by round; the next round is read while one is embedded. */
export class IndexRun {
  readonly tally = new IndexTally();
  /** What was named or found, indexed or not. */
  readonly seen = new Set<string>();
  private dryRun: ToolError | undefined;
  private toldAt = Date.now();

  constructor(private readonly options: IndexRunOptions) {}

  /** @throws ToolError what a dry run ends with, when all requests have been noted. */
  async all(sources: AsyncIterable<FoundSource>): Promise<void> {
    const rounds = this.rounds(sources);
    let reading = rounds.next();
    try {
      for (let round = await reading; !round.done; round = await reading) {
        reading = rounds.next();
        reading.catch(() => {});
        await this.settle(round.value);
      }
    } finally {
      void rounds.return(undefined).catch(() => {});
    }
    if (this.dryRun !== undefined) throw this.dryRun;
  }

  private async *rounds(sources: AsyncIterable<FoundSource>): AsyncGenerator<PendingDocument[]> {
    let round: PendingDocument[] = [];
    let chunks = 0;
    let bytes = 0;
    for await (const document of this.documents(sources)) {
      round.push(document);
      chunks += document.chunks.length;
      bytes += document.chunks.reduce((sum, { embedded }) => sum + embedded.length, 0);
      if (chunks < ROUND_CHUNKS && bytes < ROUND_BYTES) continue;
      yield round;
      round = [];
      chunks = 0;
      bytes = 0;
    }
    if (round.length > 0) yield round;
  }

  private async *documents(sources: AsyncIterable<FoundSource>): AsyncGenerator<PendingDocument> {
    let group: Readable[] = [];
    for await (const found of sources) {
      this.seen.add(found.source);
      if ('skipped' in found) this.tally.skip(found.skipped);
      else if ('failure' in found) this.tally.fail(found.source, found.failure);
      else if (group.push(found) === GROUP) {
        yield* this.changed(group);
        group = [];
      }
    }
    yield* this.changed(group);
  }

  /** Those of a group that are not in the collection as they are. */
  private async *changed(group: readonly Readable[]): AsyncGenerator<PendingDocument> {
    const known = await this.options.target.known(group.map(({ source }) => source));
    for (const found of group) {
      this.options.call.signal.throwIfAborted();
      this.tell();
      try {
        const document = await this.read(found, known.get(found.source));
        if (document === undefined) this.tally.unchanged += 1;
        else yield document;
      } catch (error) {
        if (!ToolError.is(error) || this.options.call.signal.aborted) throw error;
        const isPassedOver = 'address' in found && !found.isNamed;
        if (isPassedOver && error.code === 'DOCUMENT_EMPTY') this.tally.skip('empty');
        else if (isPassedOver && error.code === 'DOCUMENT_NOT_TEXT') this.tally.skip('binary');
        else this.tally.fail(found.source, error);
      }
    }
  }

  /** Undefined: nothing has changed. */
  private async read(found: Readable, knownHash: string | undefined): Promise<PendingDocument | undefined> {
    const { reader, chunkBytes, call } = this.options;
    const isText = 'text' in found;
    const content = isText ? reader.given(found.source, found.text) : await reader.open(found.address, call);
    const own = isText ? found.metadata : { kind: content.kind, name: content.name };
    const metadata = { ...own, ...this.options.metadata };
    const givenTitle = isText ? found.title : undefined;
    const hash = documentHash(content.hash, {
      metadata,
      chunkBytes,
      ...(givenTitle && { title: givenTitle }),
    });
    if (hash === knownHash) return undefined;
    const { chunks, title = givenTitle } = await reader.read(content, chunkBytes, call);
    const { source } = found;
    return {
      source,
      hash,
      metadata,
      chunks: chunks.map(pendingChunk),
      ...(title !== undefined && { title }),
    };
  }

  private async settle(round: readonly PendingDocument[]): Promise<void> {
    const { target, isCount, call } = this.options;
    const texts = new Map(
      round.flatMap(({ chunks }) => chunks.map(({ hash, embedded }) => [hash, embedded])),
    );
    const vectors = await target.vectors([...texts.keys()]);
    for (const hash of vectors.keys()) texts.delete(hash);
    for (const text of texts.values()) this.tally.count(text);
    this.tally.reused += vectors.size;
    if (isCount) return this.countOnly(round, texts.size);
    const kept = (count: number) => {
      this.tally.embedded += count;
      this.tell(0);
    };
    const came = await embedMissing(texts, { ...this.options, kept });
    if (ToolError.is(came)) {
      this.dryRun = came;
      return;
    }
    for (const [hash, vector] of came) vectors.set(hash, vector);
    for (const { chunks, ...document } of round) {
      call.signal.throwIfAborted();
      const whole = chunks.map(({ text, hash, place }) => ({
        text,
        hash,
        place,
        vector: vectors.get(hash)!,
      }));
      await target.put({ ...document, chunks: whole });
      this.tally.indexed += 1;
      this.tally.chunks += chunks.length;
      this.tell();
    }
  }

  private countOnly(round: readonly PendingDocument[], missing: number): void {
    this.tally.indexed += round.length;
    this.tally.chunks += round.reduce((sum, { chunks }) => sum + chunks.length, 0);
    this.tally.embedded += missing;
  }

  private tell(afterMs = PROGRESS_MS): void {
    if (Date.now() - this.toldAt < afterMs) return;
    this.toldAt = Date.now();
    const { indexed, unchanged, embedded } = this.tally;
    this.options.call.progress(
      undefined,
      `${indexed + unchanged} documents done (${unchanged} unchanged), ${embedded} chunk${embedded === 1 ? '' : 's'} embedded`,
    );
  }
}
