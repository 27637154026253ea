import type { HttpReply } from './http-fetch.js';

/** How the tries of a request leave. */
export interface Departure {
  /** Sends one try. */
  depart(send: () => Promise<HttpReply>): Promise<HttpReply>;
  /**
   * Waits until it may be sent again, at least so long; false: it may not, and what came of the last try is the answer.
   *
   * @throws what the request's signal aborts with.
   */
  again(waitMs: number, reply: HttpReply | undefined): Promise<boolean>;
}
