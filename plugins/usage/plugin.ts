import { definePlugin } from 'openai-mcp-host/plugin';
import { LiveModels } from './live-models.js';

export default definePlugin({
  name: 'usage',
  title: 'Models and usage',
  version: '1.0.0',
  host: '^1',
  uses: ['costs', 'files', 'models', 'openai'],
  services: [LiveModels],
  instructions:
    'list-models says which models exist, what they cost and when they end; usage-report what was spent and is left; estimate-cost what a call would cost; reconcile-costs compares with what OpenAI charged.',
});
