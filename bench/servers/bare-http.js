// The SDK and nothing else, in its cheapest form: the low-level server, the list as data, an echo that answers at once. The newer
// era by createMcpHandler, the older one in sessions.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { NodeStreamableHTTPServerTransport, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, Server } from '@modelcontextprotocol/server';

const [, , era, list] = process.argv;
const { tools } = JSON.parse(readFileSync(list, 'utf8'));

function build() {
  const server = new Server({ name: 'bare', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', () => ({ tools }));
  server.setRequestHandler('tools/call', ({ params: { arguments: input } }) => ({
    content: [{ type: 'text', text: JSON.stringify(input) }],
    structuredContent: input,
  }));
  return server;
}

const sessions = new Map();

async function inSession(request, response) {
  const id = request.headers['mcp-session-id'];
  if (id !== undefined) return sessions.get(id).handleRequest(request, response);
  const transport = new NodeStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (opened) => sessions.set(opened, transport),
  });
  await build().connect(transport);
  await transport.handleRequest(request, response);
}

const handle = era === 'modern' ? toNodeHandler(createMcpHandler(build)) : inSession;
const server = createServer((request, response) => void handle(request, response));
server.listen(0, '127.0.0.1', () =>
  console.error(`Serving at http://127.0.0.1:${server.address().port}/mcp`),
);
