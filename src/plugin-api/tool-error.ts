import { ERROR } from './metadata.js';

/** Facts that travel with a {@link ToolError}. */
export interface ToolErrorFacts {
  /** How long to wait before the same call can succeed, in seconds. */
  retryAfterSeconds?: number;
  /** OpenAI's `x-request-id` of the request that failed. */
  requestId?: string;
  /** What went wrong underneath. Goes to the log; never to the client. */
  cause?: unknown;
}

/**
 * A failure that the caller is told about: it reaches the model as an `isError` result with `code`, `message` and
 * `hint`. Throw it from `run()`; anything else that is thrown reaches the model only as `INTERNAL_ERROR`.
 */
export class ToolError extends Error {
  readonly [ERROR] = true;
  override readonly name = 'ToolError';

  /**
   * @param code stable, upper snake case: the host's own are listed in docs/errors.md, a plugin may add its own.
   * @param message what happened and why, in words fit for the model; no secrets, no stack.
   * @param hint what to do about it.
   */
  constructor(
    readonly code: string,
    message: string,
    readonly hint?: string,
    readonly facts: ToolErrorFacts = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
  }

  /** Whether a value is a ToolError, of this copy of the package or another. */
  static is(value: unknown): value is ToolError {
    return value instanceof Error && Reflect.get(value, ERROR) === true;
  }
}
