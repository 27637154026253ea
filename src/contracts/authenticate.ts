import type { IncomingMessage } from 'node:http';
import type { Access } from './access.js';

/** Why a request is answered with nothing else: who sends it is not known, or may not do this. */
export class AccessRefusal {
  /**
   * @param headers such as `WWW-Authenticate` and `Retry-After`.
   * @param isLate whether it was let in until a moment ago: only time has passed.
   */
  constructor(
    readonly status: 400 | 401 | 403 | 429 | 503,
    readonly body: { code: string; message: string; hint?: string },
    readonly headers: Readonly<Record<string, string>> = {},
    readonly isLate = false,
  ) {}
}

/** By what a request says who sends it. */
export type Credentials = Pick<IncomingMessage, 'headers' | 'headersDistinct'>;

/**
 * Says for each request anew who sends it, before its body is read; undefined is a client that need not say who it is.
 * What it throws is answered with 500 and logged.
 */
export type Authenticate = (
  request: Credentials,
) => Access | AccessRefusal | undefined | Promise<Access | AccessRefusal | undefined>;
