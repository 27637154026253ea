import { Worker } from 'node:worker_threads';
import { StorageError } from '../storage-error.js';
import type { StoreAnswer, StoreCall, WorkerPlace } from './collection-messages.js';
import type { CollectionStore } from './collection-store.js';

/** Beside the chunk that this is bundled into; where the source is run, the one that was built last. */
const SCRIPT = import.meta.url.endsWith('.ts')
  ? new URL('../../../dist/chunks/collection-worker.js', import.meta.url)
  : new URL('./collection-worker.js', import.meta.url);

/** What it allocates is soon garbage: vectors come and go. */
const MEMORY = { maxYoungGenerationSizeMb: 8 };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Collections in a SQLite file, in a thread that starts at the first call. It keeps no process from ending. */
export class CollectionThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #calls = 0;

  constructor(
    private readonly place: WorkerPlace,
    private readonly script: URL,
  ) {}

  /** The store, as this thread sees it. */
  static store(place: WorkerPlace, script = SCRIPT): CollectionStore {
    const thread = new CollectionThread(place, script);
    const ask =
      <Method extends keyof CollectionStore>(method: Method) =>
      (...args: unknown[]) =>
        thread.#ask(method, args) as ReturnType<CollectionStore[Method]>;
    return {
      create: ask('create'),
      remove: ask('remove'),
      vectors: ask('vectors'),
      keepVectors: ask('keepVectors'),
      put: ask('put'),
      removeDocuments: ask('removeDocuments'),
      search: ask('search'),
      basis: ask('basis'),
      close: async () => {
        if (thread.#worker !== undefined) await thread.#ask('close', []);
      },
    };
  }

  #ask(method: StoreCall['method'], args: unknown[]): Promise<unknown> {
    this.#worker ??= this.#start();
    const id = ++this.#calls;
    const call: StoreCall = { id, method, args };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker!.ref();
      this.#worker!.postMessage(call);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.script, {
      workerData: this.place,
      resourceLimits: MEMORY,
      name: 'collections',
    });
    worker.on('message', (answer: StoreAnswer) => this.#settle(answer));
    worker.on('error', (error) => this.#fail(worker, error));
    worker.on('exit', (code) =>
      this.#fail(worker, new Error(`The thread of collections ended with ${code}.`)),
    );
    return worker;
  }

  #settle({ id, value, fault, error }: StoreAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if (fault !== undefined) waiting?.reject(new StorageError(fault.code, fault.message, fault.hint, error));
    else if (error !== undefined) waiting?.reject(error);
    else waiting?.resolve(value);
  }

  /** The next call starts another one. */
  #fail(worker: Worker, error: unknown): void {
    if (this.#worker === worker) this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
