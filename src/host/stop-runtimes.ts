import type { Served } from './compose-served.js';

/** Last started, first stopped. */
export async function stopRuntimes(runtimes: Served['runtimes']): Promise<void> {
  for (const runtime of runtimes.toReversed()) await runtime.stop();
}
