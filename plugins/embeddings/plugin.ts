import { definePlugin } from 'openai-mcp-host/plugin';
import { EmbeddingsSettings } from './embeddings.settings.js';

export default definePlugin({
  name: 'embeddings',
  title: 'Embeddings',
  version: '1.0.0',
  host: '^1',
  uses: ['files', 'openai'],
  settings: EmbeddingsSettings,
  instructions: 'create-embedding turns texts into vectors, in a file when they are large.',
});
