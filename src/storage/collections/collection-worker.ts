import { parentPort, workerData } from 'node:worker_threads';
import { StorageError } from '../storage-error.js';
import type { StoreAnswer, StoreCall, WorkerPlace } from './collection-messages.js';
import { SqliteCollections } from './sqlite-collections.js';

/** The thread that has collections in a SQLite file: a connection of its own, and the indexes in memory. */
const { file, synchronous }: WorkerPlace = workerData;
const port = parentPort!;
let opening: Promise<SqliteCollections> | undefined;

/** After a failure, the next call opens it anew. */
function open(): Promise<SqliteCollections> {
  opening ??= SqliteCollections.open(file, synchronous).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

const answer = async ({ id, method, args }: StoreCall): Promise<StoreAnswer> => {
  try {
    const store = await open();
    return {
      id,
      value: await (store[method] as (...values: unknown[]) => Promise<unknown>).apply(store, args),
    };
  } catch (error) {
    if (!(error instanceof StorageError)) return { id, error };
    const { code, message, hint, cause } = error;
    return { id, fault: { code, message, hint }, error: cause };
  }
};

port.on('message', async (call: StoreCall) => {
  port.postMessage(await answer(call));
  if (call.method === 'close') port.close();
});
