import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshPostgres } from '../support/postgres.js';
import { type RawProcess, shakenProcess } from '../support/raw-process.js';
import type { BillingOpenAI } from './billing-openai.js';
import { MODEL } from './billing-openai.js';

/** Where several servers keep their money together. */
export interface SharedMoney {
  dataFolder: string;
  /** PostgreSQL; left out: SQLite in the data folder. */
  url?: string;
  remove(): Promise<void>;
}

export async function sharedFolder(): Promise<SharedMoney> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-drill-'));
  return { dataFolder, remove: () => rm(dataFolder, { recursive: true, force: true }) };
}

export async function sharedPostgres(): Promise<SharedMoney> {
  const { url, drop } = await freshPostgres();
  const folder = await sharedFolder();
  return { ...folder, url, remove: async () => void (await Promise.all([drop(), folder.remove()])) };
}

/** A whole server on shared money, past its handshake. */
export const startServer = (
  { dataFolder, url }: SharedMoney,
  upstream: BillingOpenAI,
  config: Record<string, unknown>,
): Promise<RawProcess> =>
  shakenProcess({
    upstream,
    config: { cache: { enabled: false }, limits: { maxQueued: 10_000 }, ...config },
    env: {
      OPENAI_MCP_DATA_DIR: dataFolder,
      ...(url === undefined ? {} : { OPENAI_MCP_DATABASE_URL: url }),
    },
  });

/** How a call ended: `ok`, or its error's code. */
export async function ask(server: RawProcess, maxTokens = 200, more: object = {}): Promise<string> {
  const { result } = await server.ask('tools/call', {
    name: 'chat-completion',
    arguments: {
      model: MODEL,
      max_tokens: maxTokens,
      messages: [{ role: 'user', content: 'Is it?' }],
      ...more,
    },
  });
  return result.isError ? result._meta['openai-mcp-host/error'].code : 'ok';
}

/** Keeps so many calls in flight on a server until all have ended; those of a server that dies count as `died`. */
export async function askMany(server: RawProcess, { calls, inFlight }: Record<'calls' | 'inFlight', number>) {
  const outcomes: string[] = [];
  let left = calls;
  const worker = async () => {
    while (left-- > 0) outcomes.push(await ask(server).catch(() => 'died'));
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return outcomes;
}
