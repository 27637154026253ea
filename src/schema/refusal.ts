import { ToolError } from '../plugin-api/tool-error.js';

/** Arguments that don't fit, as the model is told: every fault at once. */
export const refusalOf = (problems: readonly string[]): ToolError =>
  new ToolError(
    'INPUT_INVALID',
    `The arguments don't fit:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    'Mend these and call again.',
  );
