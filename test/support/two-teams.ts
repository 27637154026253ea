import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import type { RecordedRequest } from 'openai-mcp-host/testing';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { as, servedTo } from '../services/access/clients-host.js';
import type { ServedHttp } from './served-http.js';

const PLUGINS = [
  ...['text', 'images', 'vision', 'audio', 'embeddings', 'batch', 'assistants', 'moderation', 'research'],
  ...['jobs', 'usage', 'files', 'vector-stores'],
];

/** How a call ended. */
export interface Outcome {
  isError: boolean;
  code: string | undefined;
  structured: Record<string, unknown>;
  /** All that its client was told. */
  said: string;
}

export interface Teams {
  served: ServedHttp;
  /** What reached OpenAI so far, `METHOD /path?query` and the body as text. */
  sent: string[];
  /** A client of a team, in an era of its own. */
  client(team: string, era?: 'modern' | 'legacy'): Promise<Client>;
  stop(): Promise<void>;
}

/** Team a, team b and operators on one server over real HTTP, with one project at a stand-in for OpenAI behind it. */
export async function twoTeams(): Promise<Teams> {
  const sandbox = await startSandbox();
  const plugins = Object.fromEntries(PLUGINS.map((name) => [name, true]));
  const tuning = { enabled: true, settings: { confirm: false } };
  const served = await servedTo([{ name: 'a' }, { name: 'b' }, { name: 'operators', operator: true }], {
    plugins: [],
    config: {
      plugins: { ...plugins, 'fine-tuning': tuning },
      openai: { maxRetries: 0 },
      budget: { perDay: 1000, limits: [{ scope: 'client', match: 'b', window: 'day', usd: 100 }] },
    },
  });
  const sent: string[] = [];
  served.host.openai.always('*', async ({ method, path, headers, text }: RecordedRequest) => {
    sent.push(`${method} ${path} ${text}`);
    const { 'content-type': type = '' } = headers;
    const body = method === 'POST' ? { body: text, headers: { 'content-type': type } } : {};
    const answer = await fetch(sandbox.baseURL + path, { method, ...body });
    return {
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? '' },
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  });
  return {
    served,
    sent,
    client: (team, era = 'modern') => served.client(era, as(team)),
    stop: async () => {
      await served.close();
      await sandbox.stop();
    },
  };
}

/** Calls a tool; what the protocol refuses is an outcome as well. */
export async function tried(client: Client, name: string, args: object): Promise<Outcome> {
  try {
    const result = (await client.callTool({ name, arguments: { ...args } })) as CallToolResult;
    const error = result._meta?.['openai-mcp-host/error'] as { code?: string } | undefined;
    return {
      isError: result.isError === true,
      code: error?.code,
      structured: (result.structuredContent ?? {}) as Record<string, unknown>,
      said: JSON.stringify(result),
    };
  } catch (error) {
    return { isError: true, code: undefined, structured: {}, said: String(error) };
  }
}
