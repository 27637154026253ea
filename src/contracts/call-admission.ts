import type { RunningCall } from './running-call.js';

/** Lets calls of clients in, as many and as often as each may call. */
export interface CallAdmission {
  /**
   * @returns what is to be called when the call has ended.
   * @throws ToolError `CLIENT_RATE_LIMITED`
   */
  enter(call: RunningCall): Promise<() => void>;
}
