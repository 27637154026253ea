import { ToolError } from '../../plugin-api/tool-error.js';

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

export function queueFull(lane: string, most: number, waitMs: number): ToolError {
  const retryAfterSeconds = seconds(waitMs);
  const message =
    most === 0
      ? `The rate limit for ${lane} is reached, and limits.maxQueued lets no request wait.`
      : `The rate limit for ${lane} is reached, and ${most === 1 ? 'a request of this client already waits' : `${most} requests of this client already wait`}.`;
  return new ToolError('QUEUE_FULL', message, `Try again in ${retryAfterSeconds} s, with less at once.`, {
    retryAfterSeconds,
  });
}

/** @param waitMs how long it would have to wait from now on. */
export function queueTimeout(lane: string, waitedMs: number, waitMs: number): ToolError {
  const retryAfterSeconds = seconds(waitMs);
  const message =
    waitedMs < 1000
      ? `The rate limit for ${lane} is reached: this request would have to wait about ${retryAfterSeconds} s for its turn, longer than limits.maxWaitSeconds.`
      : `The rate limit for ${lane} is reached: this request has waited ${Math.round(waitedMs / 1000)} s for its turn, and would have to wait about ${retryAfterSeconds} s more.`;
  const hint = `Try again in ${retryAfterSeconds} s, ask for less at once, or raise limits.maxWaitSeconds.`;
  return new ToolError('QUEUE_TIMEOUT', message, hint, { retryAfterSeconds });
}

export function circuitOpen(provider: string, waitMs: number): ToolError {
  const retryAfterSeconds = seconds(waitMs);
  return new ToolError(
    'CIRCUIT_OPEN',
    `${provider} has failed too often in a row, so nothing is sent to it for now.`,
    `Try again in ${retryAfterSeconds} s.`,
    { retryAfterSeconds },
  );
}
