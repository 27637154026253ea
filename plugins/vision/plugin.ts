import { definePlugin } from 'openai-mcp-host/plugin';
import { ImageQuestions } from './image-questions.js';
import { ImageSources } from './image-sources.js';
import { VisionSettings } from './vision.settings.js';

export default definePlugin({
  name: 'vision',
  title: 'Look at pictures',
  version: '1.0.0',
  host: '^1',
  uses: ['files', 'openai'],
  settings: VisionSettings,
  services: [ImageSources, ImageQuestions],
  instructions:
    'analyze-image answers questions about a picture: a URL, a data URL or an allowed local file.',
});
