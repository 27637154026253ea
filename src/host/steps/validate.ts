import { compileSchema } from '../../schema/compile-schema.js';
import { refusalOf } from '../../schema/refusal.js';
import type { CallStep } from '../passage.js';

/** Checks the arguments against the very schema that was advertised; a refusal names every fault at once. */
export const validate: CallStep = {
  name: 'validate',
  async pass(passage, next) {
    const { tool } = passage.served!;
    const input = passage.request.arguments ?? {};
    const problems = (await compileSchema(tool.inputSchema))(input);
    if (problems.length > 0) throw refusalOf(problems);
    passage.input = input as Record<string, unknown>;
    await next();
  },
};
