import { type CollectionFacts, Collections, type NewDocument, type ToolCall } from 'openai-mcp-host/plugin';
import type { Space } from '../embedding/embedder.js';

/** What of a store is asked at once. */
const AT_ONCE = 1000;

/** The collection that a call writes to; it is made with the first vectors, which say how long they are. */
export class TargetCollection {
  private constructor(
    readonly name: string,
    readonly space: Space,
    private readonly collections: Collections,
    private readonly call: ToolCall,
    private exists: boolean,
  ) {}

  /**
   * @param asked what the call says of the model; where it says nothing, the collection's own holds, or the default.
   * @throws ToolError `COLLECTION_DIFFERS`.
   */
  static async open(
    name: string,
    asked: Partial<Space>,
    { collections, defaultModel }: { collections: Collections; defaultModel: string },
    call: ToolCall,
  ): Promise<TargetCollection> {
    const facts: CollectionFacts | undefined = await collections.find(name, call);
    const { dimensions } = asked;
    if (facts === undefined) {
      const space = {
        model: asked.model ?? defaultModel,
        ...(dimensions !== undefined && { dimensions, isAsked: true }),
      };
      return new TargetCollection(name, space, collections, call, false);
    }
    const space = { model: asked.model ?? facts.model, dimensions: dimensions ?? facts.dimensions };
    // It is there, so this only refuses what differs.
    await collections.create(name, space, call);
    return new TargetCollection(
      name,
      { ...space, isAsked: dimensions !== undefined },
      collections,
      call,
      true,
    );
  }

  /** Document hashes by source. */
  async known(sources: readonly string[]): Promise<Map<string, string>> {
    if (!this.exists) return new Map();
    const documents = await this.collections.documents(this.name, [...sources], this.call);
    return new Map([...documents].map(([source, { hash }]) => [source, hash]));
  }

  /** Vectors of texts that were embedded before, by hash. */
  async vectors(hashes: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    if (!this.exists) return found;
    for (let at = 0; at < hashes.length; at += AT_ONCE) {
      const some = await this.collections.vectors(this.name, hashes.slice(at, at + AT_ONCE), this.call);
      for (const [hash, vector] of some) found.set(hash, vector);
    }
    return found;
  }

  /** @throws ToolError `COLLECTION_DIFFERS` where another call has made it otherwise meanwhile. */
  async keep(vectors: Map<string, Float32Array>): Promise<void> {
    if (!this.exists) {
      const [first] = vectors.values();
      await this.collections.create(
        this.name,
        { model: this.space.model, dimensions: first!.length },
        this.call,
      );
      this.exists = true;
    }
    await this.collections.keepVectors(this.name, vectors, this.call);
  }

  put(document: NewDocument): Promise<void> {
    return this.collections.putDocument(this.name, document, this.call);
  }

  remove(sources: readonly string[]): Promise<number> {
    return this.collections.removeDocuments(this.name, [...sources], this.call);
  }

  async *sources(): AsyncGenerator<string> {
    for (let after: string | undefined; this.exists; ) {
      const page = { limit: AT_ONCE, ...(after !== undefined && { after }) };
      const names = await this.collections.sources(this.name, page, this.call);
      yield* names;
      if (names.length < AT_ONCE) return;
      after = names.at(-1);
    }
  }
}
