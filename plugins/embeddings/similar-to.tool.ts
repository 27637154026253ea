import {
  Collections,
  type Hit,
  Shapes,
  Tool,
  type ToolCall,
  ToolError,
  type ToolResult,
} from 'openai-mcp-host/plugin';
import { Embedder } from './embedding/embedder.js';
import { FoundChunks, foundResult } from './searching/found-chunks.js';
import { KnownCollections } from './searching/known-collections.js';
import { Likening, SimilarToInput } from './similar-to.input.js';

@Tool({
  name: 'similar-to',
  title: 'Find what is similar',
  description: 'Find passages that mean the same as a document, a chunk or a text.',
  input: SimilarToInput,
  output: FoundChunks,
  effect: 'read-only',
  errors: {
    COLLECTION_NOT_FOUND: 'There is no such collection.',
    DOCUMENT_NOT_FOUND: 'It has no such document or chunk.',
  },
})
export class SimilarTo {
  constructor(
    private readonly collections: Collections,
    private readonly known: KnownCollections,
    private readonly embedder: Embedder,
    private readonly shapes: Shapes,
  ) {}

  async run(listed: SimilarToInput, call: ToolCall): Promise<ToolResult<FoundChunks>> {
    const asked = await this.shapes.check(Likening, listed);
    const { collection, id, text } = asked;
    if ((id === undefined) === (text === undefined)) throw eitherOne();
    await this.known.find(collection, call);
    const hits =
      id === undefined ? await this.likeText(asked, text!, call) : await this.likeKept(asked, id, call);
    const what = id ?? 'the text';
    const about =
      hits.length === 0
        ? `Nothing else in ${collection} is like ${what}.`
        : `${hits.length} ${hits.length === 1 ? 'passage' : 'passages'} of ${collection} like ${what}, nearest first:`;
    return foundResult(hits, '', about);
  }

  private async likeText(
    { collection, filter, limit }: Likening,
    text: string,
    call: ToolCall,
  ): Promise<Hit[]> {
    const { model, dimensions } = await this.known.find(collection, call);
    const [vector] = await this.embedder.embed([text.toWellFormed()], { model, dimensions }, call);
    return this.collections.search(collection, { vector: vector!, limit, ...(filter && { filter }) }, call);
  }

  /** A number may be the id of a chunk, and may as well be what somebody called a document. */
  private async likeKept(
    { collection, filter, limit }: Likening,
    id: string,
    call: ToolCall,
  ): Promise<Hit[]> {
    const options = { limit, ...(filter && { filter }) };
    const similar = (to: { chunk: string } | { source: string }) =>
      this.collections.similar(collection, to, options, call);
    if (!/^\d+$/.test(id)) return similar({ source: id });
    const sources = await this.collections.documents(collection, [id], call);
    return similar(sources.has(id) ? { source: id } : { chunk: id });
  }
}

const eitherOne = () =>
  new ToolError('INPUT_INVALID', 'Either id or text says what others are to be like.', 'Give one of them.');
