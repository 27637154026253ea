import type { IncomingMessage, ServerResponse } from 'node:http';

const MAY_SEND =
  'authorization, content-type, last-event-id, mcp-method, mcp-name, mcp-protocol-version, mcp-session-id, x-request-id';
const MAY_READ = 'mcp-session-id, www-authenticate, x-request-id, retry-after';

/** Lets a web page of an admitted origin read the answer. @returns whether this was a browser's question beforehand. */
export function answerCrossOrigin(request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', MAY_READ);
  response.setHeader('vary', 'origin');
  if (request.method !== 'OPTIONS') return false;
  response
    .writeHead(204, {
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': MAY_SEND,
      'access-control-max-age': '600',
    })
    .end();
  return true;
}
