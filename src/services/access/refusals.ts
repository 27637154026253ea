import { ToolError } from '../../plugin-api/tool-error.js';

/** @param waitMs until there is room again. */
export function tooMany(most: string, waitMs: number): ToolError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new ToolError(
    'CLIENT_RATE_LIMITED',
    `This client may make ${most} here, and has.`,
    `Try again in ${retryAfterSeconds} s. Whoever runs the server sets the limit.`,
    { retryAfterSeconds },
  );
}

export const tooManyAtOnce = (most: number): ToolError =>
  new ToolError(
    'CLIENT_RATE_LIMITED',
    `This client may have ${most} ${most === 1 ? 'call' : 'calls'} under way at once, and has.`,
    'Call again when one has ended.',
    { retryAfterSeconds: 1 },
  );
