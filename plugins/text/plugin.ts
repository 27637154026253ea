import { definePlugin } from 'openai-mcp-host/plugin';
import { TextSettings } from './text.settings.js';

export default definePlugin({
  name: 'text',
  title: 'Text and function calls',
  version: '1.0.0',
  host: '^1',
  uses: ['openai'],
  settings: TextSettings,
  instructions:
    'chat-completion asks an OpenAI model for text or JSON; function-call makes it pick functions and checks their arguments.',
});
