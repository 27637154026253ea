import type { ToolCall } from 'openai-mcp-host/plugin';
import { type ErrorOfPage, errorOfPage, isForAllPages, isOverBudget } from './page-errors.js';

/** What came of one page. */
export type PageOutcome<T> = { page: number; value: T } | { page: number; error: ErrorOfPage };

/**
 * Reads pages, some at the same time, and fewer where the money held for those under way leaves no room for one more. A page
 * that fails is told and costs no other; once one has failed for a reason that holds for all, no more are begun.
 *
 * @throws the first error, where no page could be read; what the call was cancelled for.
 */
export async function eachPage<T>(
  pages: readonly number[],
  parallel: number,
  call: ToolCall,
  read: (page: number) => Promise<T>,
): Promise<PageOutcome<T>[]> {
  const outcomes: PageOutcome<T>[] = [];
  const waiting = [...pages.entries()];
  const failures: unknown[] = [];
  let done = 0;
  let reading = 0;
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, page] = next;
      reading += 1;
      try {
        if (failures.some(isForAllPages)) throw failures.find(isForAllPages);
        outcomes[index] = { page, value: await read(page) };
      } catch (error) {
        call.signal.throwIfAborted();
        if (isOverBudget(error) && reading > 1) {
          // Whoever ends first reads it in the room that he leaves.
          waiting.unshift(next);
          return;
        }
        failures.push(error);
        outcomes[index] = { page, error: errorOfPage(error) };
      } finally {
        reading -= 1;
      }
      done += 1;
      call.progress(done / pages.length, `${done} of ${pages.length} pages read`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, pages.length) }, work));

  if (failures.length === pages.length) throw failures[0];
  return outcomes;
}
