import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ToolError } from 'openai-mcp-host/plugin';
import type { Chunk } from '../chunks/chunk.js';
import { takesTooLong, takesTooMuch } from './document-errors.js';
import type { ReadAnswer, ReadRequest } from './reading-messages.js';

/** Beside the chunk that this is bundled into; where the source is run, the one that was built last. */
const SCRIPT = import.meta.url.endsWith('.ts')
  ? new URL('../../../dist/chunks/reading-program.js', import.meta.url)
  : new URL('./reading-program.js', import.meta.url);
/** Parsers leave hundreds of MB of garbage behind where nothing holds them. `memory-watch.ts` holds all the rest. */
const HEAP = ['--max-old-space-size=192', '--max-semi-space-size=8'];
/** Nothing of the server's: keys are there. Electron's program is Node by this alone. */
const ENVIRONMENT = { ELECTRON_RUN_AS_NODE: '1', SystemRoot: process.env.SystemRoot };
const IDLE_MS = 10_000;
const LONGEST_MS = 300_000;
const ABORTED = 134;

export interface ReadDocument {
  title?: string;
  chunks: Chunk[];
}

/** Takes documents apart in a process of its own, one after the other. It starts with the first, and ends when nothing has been asked for a while. */
export class ReadingProcess {
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #ending: NodeJS.Timeout | undefined;

  /** @throws ToolError what is wrong with the document. */
  async read(request: ReadRequest, signal: AbortSignal): Promise<ReadDocument> {
    const read = this.#last.then(() => {
      signal.throwIfAborted();
      return this.#readNow(request, signal);
    });
    this.#last = read.catch(() => {});
    const left = Promise.withResolvers<never>();
    const leave = () => left.reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    return Promise.race([read, left.promise]).finally(() => signal.removeEventListener('abort', leave));
  }

  stop(): void {
    clearTimeout(this.#ending);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #readNow(request: ReadRequest, signal: AbortSignal): Promise<ReadDocument> {
    clearTimeout(this.#ending);
    this.#child ??= this.#start();
    const child = this.#child;
    const chunks: Chunk[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<ReadDocument>();
    const giveUp = (reason: unknown) => {
      this.stop();
      reject(reason);
    };
    const take = ({ chunks: more, ended, fault }: ReadAnswer) => {
      chunks.push(...more);
      if (ended !== undefined) resolve({ ...ended, chunks });
      else if (fault !== undefined)
        reject(new ToolError(fault.code, fault.message, fault.hint, { cause: fault.cause }));
    };
    const end = (code: number | null, by: string | null) => giveUp(whyEnded(request.name, code, by));
    const cancel = () => giveUp(signal.reason);
    const late = setTimeout(() => giveUp(takesTooLong(request.name)), LONGEST_MS).unref();
    child.on('message', take).once('exit', end).once('error', giveUp);
    signal.addEventListener('abort', cancel, { once: true });
    child.ref();
    child.channel?.ref();
    // Where it can't be sent, the process has ended, and that is told.
    child.send(request, () => {});
    return promise.finally(() => {
      clearTimeout(late);
      child.off('message', take).off('exit', end).off('error', giveUp);
      signal.removeEventListener('abort', cancel);
      child.unref();
      child.channel?.unref();
      this.#ending = setTimeout(() => this.stop(), IDLE_MS).unref();
    });
  }

  #start(): ChildProcess {
    const child = fork(fileURLToPath(SCRIPT), {
      execArgv: HEAP,
      env: ENVIRONMENT,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', () => {});
    child.on('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    return child;
  }
}

/** V8 aborts where its heap is full; all else that takes memory is ended by a signal, which Windows tells as 1. */
function whyEnded(name: string, code: number | null, by: string | null): Error {
  const cause = new Error(`The process that reads ended with ${by ?? code}.`);
  const isFull =
    by === 'SIGKILL' || by === 'SIGABRT' || code === ABORTED || (process.platform === 'win32' && code === 1);
  return isFull ? takesTooMuch(name, cause) : cause;
}
