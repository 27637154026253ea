import { definePlugin } from 'openai-mcp-host/plugin';
import { ResearchSettings } from './research.settings.js';
import { WebAnswers } from './web-answers.js';

export default definePlugin({
  name: 'research',
  title: 'Web search and research',
  version: '1.0.0',
  host: '^1',
  uses: ['openai'],
  settings: ResearchSettings,
  services: [WebAnswers],
  instructions:
    'web-search answers from the web in one go, with sources; deep-research works for minutes on a report, as a job.',
});
