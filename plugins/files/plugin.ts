import { definePlugin } from 'openai-mcp-host/plugin';

export default definePlugin({
  name: 'files',
  title: 'Produced files',
  version: '1.0.0',
  host: '^1',
  uses: ['files'],
});
