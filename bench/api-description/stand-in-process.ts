import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The server's embedded stand-in for OpenAI, as `serve --sandbox` starts it. */
export async function startStandIn(
  bin: string,
  dataFolder: string,
): Promise<{ baseUrl: string; stop(): void }> {
  const env = { ...process.env, OPENAI_MCP_DATA_DIR: dataFolder };
  const server = spawn(process.execPath, [bin, 'serve', '--sandbox'], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  for await (const line of createInterface({ input: server.stderr })) {
    const url = /http:\/\/127\.0\.0\.1:\d+\/v1/.exec(line)?.[0];
    if (url === undefined) continue;
    server.stderr.resume();
    return { baseUrl: url, stop: () => server.kill() };
  }
  throw new Error('The stand-in did not start.');
}
