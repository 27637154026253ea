import { definePlugin } from 'openai-mcp-host/plugin';
import { ModerationSettings } from './moderation.settings.js';
import { PictureUrls } from './picture-urls.js';

export default definePlugin({
  name: 'moderation',
  title: 'Moderation',
  version: '1.0.0',
  host: '^1',
  uses: ['files', 'openai'],
  settings: ModerationSettings,
  services: [PictureUrls],
  instructions: 'moderate-content checks texts and pictures for harmful content, free of charge.',
});
