import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type TestHost, type TestHostOptions, testHost } from 'openai-mcp-host/testing';
import { HttpSection } from '../../src/config/sections/http-section.js';
import type { HttpFace } from '../../src/contracts/http-face.js';
import type { Host } from '../../src/host/host.js';
import { serveOverHttp } from '../../src/transports/http/http-server.js';
import { handshake, MODERN_META } from './raw-process.js';

export interface ServedHttp {
  url: string;
  origin: string;
  host: TestHost;
  /** A connected client of the SDK. */
  client(era: 'legacy' | 'modern', traits?: HttpClientTraits): Promise<Client>;
  /** Posts JSON, or a string as it is. */
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  sessions(): number;
  drain(): Promise<void>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface HttpClientTraits {
  headers?: Record<string, string>;
  /** What the person at the client fills in. Left out: the client can't ask. */
  answer?: Record<string, string | boolean>;
}

export interface ServedHttpOptions extends TestHostOptions {
  http?: Partial<HttpSection>;
  /** What the host says of itself to the HTTP server, in place of what it says otherwise. */
  face?: Partial<HttpFace>;
}

/** A host behind a real HTTP server in this process. */
export async function servedHttp({ http, face, ...options }: ServedHttpOptions = {}): Promise<ServedHttp> {
  const host = await testHost(options);
  const section = { ...new HttpSection(), port: 0, ...http };
  const served = Object.create(host.host, { http: { value: { ...host.host.http, ...face } } }) as Host;
  const service = await serveOverHttp(served, section);
  const url = service.url.replace('0.0.0.0', '127.0.0.1');
  const clients: Client[] = [];
  const close = async () => {
    for (const client of clients) await client.close();
    await service.close();
    await host[Symbol.asyncDispose]();
  };
  return {
    url,
    origin: new URL(url).origin,
    host,
    async client(era, { headers = {}, answer } = {}) {
      const mode = era === 'modern' ? { pin: '2026-07-28' } : ('legacy' as const);
      const capabilities = answer === undefined ? {} : { elicitation: { form: {} } };
      const client = new Client(
        { name: 'test', version: '1.0.0' },
        { capabilities, versionNegotiation: { mode } },
      );
      if (answer)
        client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: answer }));
      clients.push(client);
      await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
      return client;
    },
    post: (body, headers = {}) =>
      fetch(url, {
        method: 'POST',
        headers: { ...POST_HEADERS, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    sessions: () => service.sessions(),
    drain: () => service.drain(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const POST_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};

/** A request of the newer era, and the headers that go with it. */
export function modernRequest(method: string, params: Record<string, unknown> = {}) {
  const { name, taskId, uri } = params;
  const named = name ?? taskId ?? uri;
  return {
    body: { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: MODERN_META } },
    headers: {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(named === undefined ? {} : { 'mcp-name': String(named) }),
    },
  };
}

export const INITIALIZE = { jsonrpc: '2.0', id: 1, method: 'initialize', params: handshake() };
