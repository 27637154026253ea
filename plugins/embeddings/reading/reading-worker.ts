import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { ToolError } from 'openai-mcp-host/plugin';
import type { Chunk } from '../chunks/chunk.js';
import { cutChunks } from '../chunks/cut-chunks.js';
import { unreadable } from './document-errors.js';
import type { ReadAnswer, ReadingOrder, ReadRequest } from './reading-messages.js';
import { takeApart } from './take-apart.js';

/** Sent together; then what else is asked gets its turn. */
const CHUNKS_AT_ONCE = 32;

/** The thread that takes documents apart. */
const port = parentPort!;
const wanted = new Set<number>();

port.on('message', async (order: ReadingOrder) => {
  const { id } = order;
  if ('cancelled' in order) return wanted.delete(id);
  wanted.add(id);
  port.postMessage(await read(order).catch((error) => failed(order, error)));
  wanted.delete(id);
});

async function read(request: ReadRequest): Promise<ReadAnswer> {
  const { id, chunkBytes } = request;
  const { title, ...reading } = await takeApart(request);
  let chunks: Chunk[] = [];
  for await (const chunk of cutChunks(reading, chunkBytes)) {
    if (chunks.push(chunk) < CHUNKS_AT_ONCE) continue;
    port.postMessage({ id, chunks } satisfies ReadAnswer);
    chunks = [];
    await setImmediate();
    if (!wanted.has(id)) break;
  }
  return { id, chunks, ended: title === undefined ? {} : { title } };
}

function failed({ id, name }: ReadRequest, error: unknown): ReadAnswer {
  const { code, message, hint, facts } = ToolError.is(error) ? error : unreadable(name, error);
  // Whatever it is, a text can be sent.
  return { id, chunks: [], fault: { code, message, hint, cause: facts.cause && String(facts.cause) } };
}
