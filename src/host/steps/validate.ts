import { ToolError } from '../../plugin-api/tool-error.js';
import { compileSchema } from '../../schema/compile-schema.js';
import type { CallStep } from '../passage.js';

/** Checks the arguments against the very schema that was advertised; a refusal names every fault at once. */
export const validate: CallStep = {
  name: 'validate',
  async pass(passage, next) {
    const { tool } = passage.served!;
    const input = passage.request.arguments ?? {};
    const problems = (await compileSchema(tool.inputSchema))(input);
    if (problems.length > 0) {
      throw new ToolError(
        'INPUT_INVALID',
        `The arguments don't fit ${tool.name}:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
        'Mend these and call again.',
      );
    }
    passage.input = input as Record<string, unknown>;
    await next();
  },
};
