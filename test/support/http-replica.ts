import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type ServeOptions, serverCommand } from './served-process.js';

/** The built server, serving over HTTP. */
export interface HttpReplica {
  url: string;
  stderr(): string;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Ends it, where it still runs; its folder goes with it. */
  stop(): Promise<void>;
}

/** One that is ready; its data folder is its own. */
export async function startReplica(options: ServeOptions): Promise<HttpReplica> {
  const { folder, command, args, env } = await serverCommand({
    ...options,
    args: ['--transport', 'http', '--port', '0', ...(options.args ?? [])],
  });
  const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  let stderr = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr += chunk;
      const [, served] = /Serving at (\S+)/.exec(stderr) ?? [];
      if (served !== undefined) resolve(served);
    });
    child.once('exit', () => reject(new Error(`It did not serve: ${stderr}`)));
  });
  while (!(await fetch(new URL('/readyz', url))).ok) await new Promise((wait) => setTimeout(wait, 25));
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    url,
    stderr: () => stderr,
    kill,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) await kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
