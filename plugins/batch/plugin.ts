import { definePlugin } from 'openai-mcp-host/plugin';
import { BatchSettings } from './batch.settings.js';
import { Creation } from './creation/creation.js';
import { KnownBatches } from './known-batches.js';
import { LineFile } from './lines/line-file.js';
import { ResultFiles } from './results/result-files.js';

export default definePlugin({
  name: 'batch',
  title: 'Batches',
  version: '1.0.0',
  host: '^1',
  uses: ['openai', 'files'],
  settings: BatchSettings,
  services: [KnownBatches, LineFile, Creation, ResultFiles],
  instructions:
    'create-batch sends many requests at half price, done within 24 hours: get-batch tells how far it is, get-batch-results has the answers.',
});
