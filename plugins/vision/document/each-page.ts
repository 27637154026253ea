import type { ToolCall } from 'openai-mcp-host/plugin';
import { type ErrorOfPage, errorOfPage, isForAllPages } from './page-errors.js';

/** What came of one page. */
export type PageOutcome<T> = { page: number; value: T } | { page: number; error: ErrorOfPage };

/**
 * Reads pages, some at the same time. A page that fails is told and costs no other; once one has failed for a reason that
 * holds for all, no more are begun.
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
  const waiting = pages.entries();
  const failures: unknown[] = [];
  let done = 0;
  const work = async () => {
    for (const [index, page] of waiting) {
      try {
        if (failures.some(isForAllPages)) throw failures.find(isForAllPages);
        outcomes[index] = { page, value: await read(page) };
      } catch (error) {
        call.signal.throwIfAborted();
        failures.push(error);
        outcomes[index] = { page, error: errorOfPage(error) };
      }
      done += 1;
      call.progress(done / pages.length, `${done} of ${pages.length} pages read`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, pages.length) }, work));

  if (failures.length === pages.length) throw failures[0];
  return outcomes;
}
