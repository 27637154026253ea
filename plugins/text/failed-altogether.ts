import { ToolError } from 'openai-mcp-host/plugin';
import type { ComparedModel } from './compared-model.js';

/** No answer to compare: the first failure, with what became of the others. */
export function failedAltogether(answers: readonly ComparedModel[]): ToolError {
  const failures = answers.flatMap(({ model, error }) => (error ? [{ model, ...error }] : []));
  const waits = failures.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0);
  const [first] = failures;
  return new ToolError(
    first!.code,
    `No model answered. ${failures.map(({ model, message }) => `${model}: ${message}`).join(' ')}`,
    first!.hint,
    Math.max(...waits) > 0 ? { retryAfterSeconds: Math.max(...waits) } : {},
  );
}
