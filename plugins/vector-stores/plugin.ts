import { definePlugin } from 'openai-mcp-host/plugin';
import { Additions } from './additions.js';

export default definePlugin({
  name: 'vector-stores',
  title: 'Vector stores',
  version: '1.0.0',
  host: '^1',
  needs: ['files'],
  services: [Additions],
  uses: ['openai'],
  instructions:
    'Documents to be searched at OpenAI: create-vector-store, add-to-vector-store, then search-vector-store.',
});
