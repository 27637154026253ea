import { definePlugin } from 'openai-mcp-host/plugin';
import { MessageSources } from './message-sources.js';
import { TextSettings } from './text.settings.js';

export default definePlugin({
  name: 'text',
  title: 'Text and function calls',
  version: '1.0.0',
  host: '^1',
  uses: ['openai', 'files'],
  settings: TextSettings,
  services: [MessageSources],
  instructions:
    'chat-completion asks an OpenAI model for text or JSON; function-call makes it pick functions and checks their arguments.',
});
