import { definePlugin } from 'openai-mcp-host/plugin';
import { Pages } from './pages.js';
import { PlaybooksSettings } from './playbooks.settings.js';

export default definePlugin({
  name: 'playbooks',
  title: 'Playbooks',
  version: '1.0.0',
  host: '^1',
  settings: PlaybooksSettings,
  services: [Pages],
  uses: ['disk'],
});
