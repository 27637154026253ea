import type { WatchCall } from '../contracts/watch-call.js';

/** One that sees calls for several; whoever began last ends first. */
export function watchAll(first: WatchCall, ...others: readonly (WatchCall | undefined)[]): WatchCall {
  const watching = others.filter((each) => each !== undefined);
  if (watching.length === 0) return first;
  return async (call, input) => {
    const ends: Awaited<ReturnType<WatchCall>>[] = [];
    for (const watch of [first, ...watching]) ends.unshift(await watch(call, input));
    return (end) => {
      for (const ended of ends) ended(end);
    };
  };
}
