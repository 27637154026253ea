import { handshake, type RawProcess, rawProcess } from './raw-process.js';
import type { ServeOptions } from './served-process.js';

export interface HttpProcess extends RawProcess {
  /** Where MCP is served. */
  url: string;
}

/** The built server over HTTP, in a process of its own. */
export async function httpProcess({ args = [], ...options }: ServeOptions = {}): Promise<HttpProcess> {
  const server = await rawProcess({ ...options, args: ['--transport', 'http', '--port', '0', ...args] });
  for (;;) {
    const [, url] = /^Serving at (\S+)$/m.exec(server.stderr()) ?? [];
    if (url !== undefined) return { ...server, url };
    const how = await Promise.race([server.ended, new Promise((resolve) => setTimeout(resolve, 50))]);
    if (how !== undefined) throw new Error(`The server ended (${how}):\n${server.stderr()}`);
  }
}

export const JSON_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};

/** What begins a session of an older client. */
export const beginSession = (url: string): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: JSON_HEADERS,
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: handshake() }),
  });
