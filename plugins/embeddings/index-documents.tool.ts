import { IsNumber, IsOptional } from 'class-validator';
import { Collections, Provider, Shapes, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { Embedder } from './embedding/embedder.js';
import { EmbeddingModels } from './embedding/embedding-models.js';
import { EmbeddingsSettings } from './embeddings.settings.js';
import { IndexDocumentsInput } from './index-documents.input.js';
import { inSmallHeap } from './indexing/in-small-heap.js';
import { indexResult } from './indexing/index-result.js';
import { IndexRun } from './indexing/index-run.js';
import { Indexing } from './indexing/indexing.js';
import { removeGone } from './indexing/remove-gone.js';
import { SourceFinder } from './indexing/source-finder.js';
import { TargetCollection } from './indexing/target-collection.js';
import { DocumentReader } from './reading/document-reader.js';

/** What is listed of the output. */
class IndexDocumentsOutput {
  @IsOptional()
  @IsNumber()
  failed?: number;
}

@Tool({
  name: 'index-documents',
  title: 'Index documents',
  description: 'Make and keep documents searchable.',
  input: IndexDocumentsInput,
  output: IndexDocumentsOutput,
  effect: 'additive',
  long: 'resumable',
  timeoutSeconds: 6 * 3600,
  errors: {
    NO_FILE_FOUND: 'No file fits a pattern.',
    MODEL_WITHOUT_EMBEDDINGS: 'The model makes no embeddings.',
    DIMENSIONS_NOT_OFFERED: 'The model does not give vectors of this length.',
    COLLECTION_DIFFERS: 'The collection is of another model, or of other dimensions.',
    NOTHING_INDEXED: 'Every document failed.',
    DOCUMENT_EMPTY: 'It has no text.',
    DOCUMENT_NOT_TEXT: 'It is neither text nor PDF.',
    DOCUMENT_NOT_UTF8: 'It is text in another encoding.',
    DOCUMENT_DAMAGED: 'It is damaged.',
    DOCUMENT_ENCRYPTED: 'It needs a password.',
    DOCUMENT_WITHOUT_TEXT: 'Its pages are pictures.',
  },
})
export class IndexDocuments {
  constructor(
    private readonly collections: Collections,
    private readonly finder: SourceFinder,
    private readonly reader: DocumentReader,
    private readonly embedder: Embedder,
    private readonly models: EmbeddingModels,
    private readonly provider: Provider,
    private readonly shapes: Shapes,
    private readonly settings: EmbeddingsSettings,
  ) {}

  async run(listed: IndexDocumentsInput, call: ToolCall): Promise<ToolResult<IndexDocumentsOutput>> {
    const asked = await this.shapes.check(Indexing, listed);
    const { collection, model, dimensions, metadata = {}, prune, dry_run: isCount } = asked;
    const space = { ...(model !== undefined && { model }), ...(dimensions !== undefined && { dimensions }) };
    const store = { collections: this.collections, defaultModel: this.settings.model };
    const target = await TargetCollection.open(collection, space, store, call);
    this.models.check(target.space.model, target.space.dimensions);

    const { reader, embedder, finder } = this;
    const { chunkBytes } = this.settings;
    const isOpenAI = this.provider.kind !== 'compatible';
    const run = new IndexRun({ target, reader, embedder, isOpenAI, chunkBytes, metadata, isCount, call });
    await inSmallHeap(() => run.all(finder.find(asked, call)));
    if (prune && !isCount) run.tally.removed = await removeGone(target, run.seen, finder, call);
    return indexResult(run.tally, {
      collection,
      model: target.space.model,
      isCount,
      price: this.models.price(target.space.model),
    });
  }
}
