import { definePlugin } from 'openai-mcp-host/plugin';
import { GraphFile } from './graph-file.js';
import { MemorySettings } from './memory.settings.js';

export default definePlugin({
  name: 'memory',
  title: 'Memory',
  version: '1.0.0',
  host: '^1',
  settings: MemorySettings,
  services: [GraphFile],
  uses: ['disk'],
  instructions:
    'Look things up with search-nodes before you answer; keep what you learn with create-entities.',
});
