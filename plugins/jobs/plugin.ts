import { definePlugin } from 'openai-mcp-host/plugin';

export default definePlugin({
  name: 'jobs',
  title: 'Long jobs',
  version: '1.0.0',
  host: '^1',
  uses: ['openai'],
  instructions:
    'A tool that takes long returns the id of a job: get-job waits for its result, list-jobs shows all, cancel-job stops one.',
});
