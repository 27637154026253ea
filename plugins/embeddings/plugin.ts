import { definePlugin } from 'openai-mcp-host/plugin';
import { Embedder } from './embedding/embedder.js';
import { EmbeddingModels } from './embedding/embedding-models.js';
import { EmbeddingsSettings } from './embeddings.settings.js';
import { SourceFinder } from './indexing/source-finder.js';
import { DocumentReader } from './reading/document-reader.js';
import { KnownCollections } from './searching/known-collections.js';

export default definePlugin({
  name: 'embeddings',
  title: 'Embeddings and semantic search',
  version: '1.0.0',
  host: '^1',
  uses: ['environment', 'files', 'models', 'openai'],
  settings: EmbeddingsSettings,
  services: [EmbeddingModels, Embedder, SourceFinder, DocumentReader, KnownCollections],
  instructions:
    'index-documents puts files, folders, URLs or texts into a collection, semantic-search finds passages in it; create-embedding gives raw vectors.',
});
