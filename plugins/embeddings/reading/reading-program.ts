import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ToolError } from 'openai-mcp-host/plugin';
import type { Chunk } from '../chunks/chunk.js';
import { cutChunks } from '../chunks/cut-chunks.js';
import { unreadable } from './document-errors.js';
import type { ReadAnswer, ReadRequest } from './reading-messages.js';
import { takeApart } from './take-apart.js';

/** Sent together. */
const CHUNKS_AT_ONCE = 32;
const HEAP = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 };

/** The process that takes documents apart: what strangers wrote is parsed where it can neither take the server's memory nor see its secrets. */
const watch = new Worker(new URL('./memory-watch.js', import.meta.url), { resourceLimits: HEAP });
const isWatched = once(watch, 'online');

process.on('message', async (request: ReadRequest) => {
  await isWatched;
  process.send!(await read(request).catch((error) => failed(request, error)));
});
process.on('disconnect', () => process.exit());

async function read(request: ReadRequest): Promise<ReadAnswer> {
  const { title, ...reading } = await takeApart(request);
  let chunks: Chunk[] = [];
  for await (const chunk of cutChunks(reading, request.chunkBytes)) {
    if (chunks.push(chunk) < CHUNKS_AT_ONCE) continue;
    process.send!({ chunks } satisfies ReadAnswer);
    chunks = [];
  }
  return { chunks, ended: title === undefined ? {} : { title } };
}

function failed({ name }: ReadRequest, error: unknown): ReadAnswer {
  const { code, message, hint, facts } = ToolError.is(error) ? error : unreadable(name, error);
  // Whatever it is, a text can be sent.
  return { chunks: [], fault: { code, message, hint, cause: facts.cause && String(facts.cause) } };
}
