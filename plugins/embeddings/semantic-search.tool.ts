import { Collections, Shapes, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { countOf } from './count-of.js';
import { Embedder } from './embedding/embedder.js';
import { FoundChunks, foundResult } from './searching/found-chunks.js';
import { KnownCollections } from './searching/known-collections.js';
import { Searching, SemanticSearchInput } from './semantic-search.input.js';

@Tool({
  name: 'semantic-search',
  title: 'Search a collection',
  description: 'Find passages of indexed documents by meaning and words; returns snippets with their places.',
  input: SemanticSearchInput,
  output: FoundChunks,
  effect: 'read-only',
  errors: { COLLECTION_NOT_FOUND: 'There is no such collection.' },
})
export class SemanticSearch {
  constructor(
    private readonly collections: Collections,
    private readonly known: KnownCollections,
    private readonly embedder: Embedder,
    private readonly shapes: Shapes,
  ) {}

  async run(listed: SemanticSearchInput, call: ToolCall): Promise<ToolResult<FoundChunks>> {
    const { collection, query, limit, filter, mode } = await this.shapes.check(Searching, listed);
    const { model, dimensions, documents, chunks } = await this.known.find(collection, call);
    const [vector] =
      mode === 'text' ? [] : await this.embedder.embed([query.toWellFormed()], { model, dimensions }, call);
    const hits = await this.collections.search(
      collection,
      {
        ...(vector !== undefined && { vector }),
        ...(mode !== 'vector' && { text: query }),
        ...(filter !== undefined && { filter }),
        limit,
      },
      call,
    );
    const size = `${countOf(documents, 'document')} (${countOf(chunks, 'chunk')}) of ${collection}`;
    const about =
      hits.length === 0
        ? `Nothing was found in ${size}.`
        : `${hits.length} ${hits.length === 1 ? 'passage' : 'passages'} from ${size}:`;
    return foundResult(hits, query, about);
  }
}
