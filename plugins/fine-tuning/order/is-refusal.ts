import { ToolError } from 'openai-mcp-host/plugin';

/** What the host refuses before anything has left. */
const SURELY_UNSENT = /^(BUDGET_|MODEL_|FINE_TUNING_|API_KEY_MISSING)/;

/** Whether nothing has begun: the request was refused, by OpenAI or by a limit here. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { status } = error as { status?: unknown };
  if (typeof status === 'number') return status >= 400 && status < 500 && status !== 408;
  // The SDK wraps what the host refuses by itself.
  return (ToolError.is(error) && SURELY_UNSENT.test(error.code)) || isRefusal(error.cause);
}
