import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Contender } from './contenders.ts';

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** A server as a child process, spoken to in bare JSON-RPC lines, so that no client library is in the figures. */
export class RpcProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #exited: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #title: string;
  #lastId = 0;
  #unread = '';
  #unsent = '';
  #complaint = '';

  constructor(contender: Contender) {
    this.#title = contender.title;
    this.#child = spawn(process.execPath, contender.args, {
      env: contender.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-2000);
    });
    this.#child.stdin.on('error', () => {});
    this.#exited = new Promise((resolve) => {
      this.#child.on('close', () => {
        for (const { reject } of this.#waiting.values()) reject(this.#fault('ended before it answered'));
        resolve();
      });
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw this.#fault('could not be started');
    return this.#child.pid;
  }

  async open(): Promise<void> {
    await this.request('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'bench', version: '1.0.0' },
    });
    this.#send({ method: 'notifications/initialized' });
  }

  request(method: string, params: object): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ id, method, params });
    });
  }

  async call(name: string, args: object): Promise<void> {
    const result = (await this.request('tools/call', { name, arguments: args })) as { isError?: boolean };
    if (result.isError) throw this.#fault(`refused ${name}: ${JSON.stringify(result)}`);
  }

  /** Ends the server as a client does, by closing its input: only a normal exit keeps Node's compile cache. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    const impatience = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    await this.#exited;
    clearTimeout(impatience);
  }

  /** One write for all that is sent in the same turn, as a client under load would. */
  #send(message: object): void {
    if (this.#unsent === '') {
      process.nextTick(() => {
        this.#child.stdin.write(this.#unsent);
        this.#unsent = '';
      });
    }
    this.#unsent += `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
  }

  #read(text: string): void {
    const lines = (this.#unread + text).split('\n');
    this.#unread = lines.pop() ?? '';
    for (const line of lines) {
      const { id, result, error } = JSON.parse(line);
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(this.#fault(`answered ${JSON.stringify(error)}`));
      else waiting?.resolve(result);
    }
  }

  #fault(what: string): Error {
    return new Error(
      `${this.#title} ${what}.${this.#complaint && `\nIt wrote to stderr:\n${this.#complaint}`}`,
    );
  }
}
