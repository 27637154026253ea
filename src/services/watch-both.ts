import type { WatchCall } from '../contracts/watch-call.js';

/** One that sees calls for two; the second begins last and ends first. */
export function watchBoth(first: WatchCall, second: WatchCall | undefined): WatchCall {
  if (second === undefined) return first;
  return async (call, input) => {
    const [endFirst, endSecond] = [await first(call, input), await second(call, input)];
    return (end) => {
      endSecond(end);
      endFirst(end);
    };
  };
}
