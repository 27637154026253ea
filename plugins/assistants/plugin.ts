import { definePlugin } from 'openai-mcp-host/plugin';
import { Assistants } from './assistant/assistants.js';
import { AssistantsSettings } from './assistants.settings.js';
import { Import } from './import/import.js';
import { Asking } from './thread/asking.js';
import { Attachments } from './thread/attachments.js';
import { Conversations } from './thread/conversations.js';
import { Histories } from './thread/histories.js';
import { OwnHistory } from './thread/own-history.js';
import { Threads } from './thread/threads.js';

export default definePlugin({
  name: 'assistants',
  title: 'Assistants',
  version: '1.0.0',
  host: '^1',
  uses: ['files', 'models', 'openai'],
  settings: AssistantsSettings,
  services: [Assistants, OwnHistory, Conversations, Threads, Attachments, Histories, Asking, Import],
  instructions:
    'create-assistant keeps instructions, a model and tools; ask-assistant talks with it in a thread, which goes on by its thread_id. Functions that it calls are yours to run: give their tool_outputs in the next ask-assistant.',
});
