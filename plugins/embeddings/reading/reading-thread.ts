import { Worker } from 'node:worker_threads';
import { ToolError } from 'openai-mcp-host/plugin';
import type { Chunk } from '../chunks/chunk.js';
import { takesTooMuch } from './document-errors.js';
import type { ReadAnswer, ReadRequest } from './reading-messages.js';

/** Beside the chunk that this is bundled into; where the source is run, the one that was built last. */
const SCRIPT = import.meta.url.endsWith('.ts')
  ? new URL('../../../dist/chunks/reading-worker.js', import.meta.url)
  : new URL('./reading-worker.js', import.meta.url);
/** Parsers leave hundreds of MB of garbage behind where nothing holds them. */
const MEMORY = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };
const IDLE_MS = 10_000;

interface Waiting {
  name: string;
  chunks: Chunk[];
  resolve(read: ReadDocument): void;
  reject(error: unknown): void;
}

export interface ReadDocument {
  title?: string;
  chunks: Chunk[];
}

/** Takes documents apart in a thread of its own, so that other calls don't wait. It ends when nothing has been asked for a while. */
export class ReadingThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #reads = 0;
  #ending: NodeJS.Timeout | undefined;

  /** @throws ToolError what is wrong with the document. */
  read(request: Omit<ReadRequest, 'id'>, signal: AbortSignal): Promise<ReadDocument> {
    const id = ++this.#reads;
    this.#worker ??= this.#start();
    this.#worker.ref();
    clearTimeout(this.#ending);
    const cancel = () => {
      this.#worker?.postMessage({ id, cancelled: true });
      this.#leave(id)?.reject(signal.reason);
    };
    signal.addEventListener('abort', cancel, { once: true });
    return new Promise<ReadDocument>((resolve, reject) => {
      this.#waiting.set(id, { name: request.name, chunks: [], resolve, reject });
      const data = alone(request.data);
      this.#worker!.postMessage(
        { ...request, id, data },
        typeof data === 'string' ? [] : [data.buffer as ArrayBuffer],
      );
    }).finally(() => signal.removeEventListener('abort', cancel));
  }

  #start(): Worker {
    const worker = new Worker(SCRIPT, { resourceLimits: MEMORY, name: 'reading' });
    worker.on('message', (answer: ReadAnswer) => this.#take(answer));
    worker.on('error', (error) => this.#fail(worker, error));
    worker.on('exit', (code) => this.#fail(worker, new Error(`The thread that reads ended with ${code}.`)));
    return worker;
  }

  #take({ id, chunks, ended, fault }: ReadAnswer): void {
    const waiting = this.#waiting.get(id);
    waiting?.chunks.push(...chunks);
    if (ended !== undefined) this.#leave(id)?.resolve({ ...ended, chunks: waiting!.chunks });
    if (fault === undefined) return;
    const { code, message, hint, cause } = fault;
    this.#leave(id)?.reject(new ToolError(code, message, hint, { cause }));
  }

  #leave(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size > 0) return waiting;
    this.#worker?.unref();
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => void this.#worker?.terminate(), IDLE_MS).unref();
    return waiting;
  }

  /** The next document starts another one. */
  #fail(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const isFull = Reflect.get(error as Error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
    for (const { name, reject } of this.#waiting.values()) reject(isFull ? takesTooMuch(name, error) : error);
    this.#waiting.clear();
  }
}

/** The bytes with nothing else in their buffer, which is handed over with them. */
const alone = (data: Uint8Array | string): Uint8Array | string =>
  typeof data === 'string' || data.byteLength === data.buffer.byteLength ? data : data.slice();
