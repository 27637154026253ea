import { isAbsolute } from 'node:path';
import type { ToolCall } from 'openai-mcp-host/plugin';
import type { SourceFinder } from './source-finder.js';
import type { TargetCollection } from './target-collection.js';

const AT_ONCE = 100;

/** Takes files out of a collection that are no more; how many there were. What can't be looked for stays. */
export async function removeGone(
  target: TargetCollection,
  seen: ReadonlySet<string>,
  finder: SourceFinder,
  call: ToolCall,
): Promise<number> {
  const gone: string[] = [];
  for await (const source of target.sources()) {
    call.signal.throwIfAborted();
    if (isAbsolute(source) && !seen.has(source) && (await finder.isGone(source))) gone.push(source);
  }
  let removed = 0;
  for (let at = 0; at < gone.length; at += AT_ONCE)
    removed += await target.remove(gone.slice(at, at + AT_ONCE));
  return removed;
}
