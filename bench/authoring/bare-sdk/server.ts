import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { registerReviewText } from './review-text.ts';

serveStdio(() => {
  const server = new McpServer({ name: 'review', version: '1.0.0' });
  registerReviewText(server);
  return server;
});
