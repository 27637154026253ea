import { definePlugin } from 'openai-mcp-host/plugin';
import { MinutesSettings } from './minutes.settings.js';

export default definePlugin({
  name: 'minutes',
  title: 'Minutes',
  version: '1.0.0',
  host: '^1',
  settings: MinutesSettings,
  uses: ['openai', 'costs', 'files'],
  instructions:
    'write-minutes turns the transcript of a meeting into minutes; report-minutes-cost has their price.',
});
