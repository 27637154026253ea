import { type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import type { Embedder } from '../embedding/embedder.js';
import { requestBatches } from '../embedding/request-batches.js';
import type { TargetCollection } from './target-collection.js';

/** So many requests are under way at a time; the host's pace may hold them back further. */
const SIDE_BY_SIDE = 4;

export interface EmbedMissing {
  target: TargetCollection;
  embedder: Embedder;
  isOpenAI: boolean;
  call: ToolCall;
  /** Called when vectors have been put down. */
  kept(count: number): void;
}

/**
 * Embeds texts, and keeps each answer as soon as it has come. Where one request fails, no more are begun, and those under way are
 * waited for: what is paid for is kept.
 *
 * @returns in a dry run, in which every request is only noted, what the call is to end with.
 */
export async function embedMissing(
  texts: ReadonlyMap<string, string>,
  { target, embedder, isOpenAI, call, kept }: EmbedMissing,
): Promise<Map<string, Float32Array> | ToolError> {
  const batches = requestBatches(texts, isOpenAI);
  const vectors = new Map<string, Float32Array>();
  let dryRun: ToolError | undefined;
  let hasFailed = false;
  const work = async () => {
    for (const batch of batches) {
      if (hasFailed) return;
      try {
        const came = await embedder.embed([...batch.values()], target.space, call, 'off');
        const named = new Map([...batch.keys()].map((hash, at) => [hash, came[at]!]));
        await target.keep(named);
        for (const [hash, vector] of named) vectors.set(hash, vector);
        kept(named.size);
      } catch (error) {
        if (!ToolError.is(error) || error.code !== 'DRY_RUN') {
          hasFailed = true;
          throw error;
        }
        dryRun = error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, work));
  const failure = ended.find((each) => each.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return dryRun ?? vectors;
}
