import { definePlugin } from 'openai-mcp-host/plugin';

export default definePlugin({ name: '{{name}}', title: '{{title}}', version: '1.0.0', host: '^1' });
