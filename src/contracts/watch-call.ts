import type { RunningCall } from './running-call.js';

/** How a call ended. */
export interface CallEnd {
  /** What the client got; undefined where that was nothing. */
  result?: unknown;
  /** Code of the error that it got. */
  code?: string | undefined;
  /** It ended with a question to the person, and is run again with the answer. */
  asked?: boolean;
}

/** Sees every call when it begins and, by what it returns, when it ends. */
export type WatchCall = (
  call: RunningCall,
  input: unknown,
) => ((end: CallEnd) => void) | Promise<(end: CallEnd) => void>;
