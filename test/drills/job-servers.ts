import type { FakeOpenAI } from '../support/fake-openai.js';
import { handshake, type RawProcess, rawProcess } from '../support/raw-process.js';
import type { SharedMoney } from './drill-servers.js';

// biome-ignore lint/suspicious/noExplicitAny: a test reads what its own request brings
type Result = any;

/** A whole server on shared jobs, past its handshake. */
export async function jobServer(
  { dataFolder, url }: SharedMoney,
  upstream: Pick<FakeOpenAI, 'baseURL'>,
  config: Record<string, unknown> = {},
  env: Record<string, string> = {},
): Promise<RawProcess> {
  const server = await rawProcess({
    upstream: upstream as FakeOpenAI,
    config,
    env: {
      ...env,
      OPENAI_MCP_DATA_DIR: dataFolder,
      ...(url === undefined ? {} : { OPENAI_MCP_DATABASE_URL: url }),
    },
  });
  await server.ask('initialize', handshake());
  server.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  return server;
}

export const callTool = async (server: RawProcess, name: string, args: object = {}): Promise<Result> =>
  (await server.ask('tools/call', { name, arguments: args })).result;
