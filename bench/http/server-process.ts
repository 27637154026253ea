import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Contender } from '../contenders.ts';
import { type ProcessCost, processCost } from '../process-cost.ts';

/** A server that listens, in a process of its own. */
export class ServerProcess {
  readonly url: string;
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.child = child;
    this.url = url;
  }

  static async start({ title, args, env }: Contender): Promise<ServerProcess> {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const said: string[] = [];
    for await (const line of createInterface(child.stderr)) {
      said.push(line);
      const [, url] = /^Serving at (\S+)$/.exec(line) ?? [];
      if (url === undefined) continue;
      child.stderr.resume();
      return new ServerProcess(child, url);
    }
    throw new Error(`${title} did not begin to serve:\n${said.join('\n')}`);
  }

  cost(): ProcessCost {
    return processCost(this.child.pid!);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
