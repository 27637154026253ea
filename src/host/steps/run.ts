import { currentCall } from '../../contracts/current-call.js';
import { ToolResult } from '../../plugin-api/tool-result.js';
import { checkOutput } from '../check-output.js';
import type { CallStep } from '../passage.js';
import { timedWork } from '../timed-work.js';

// Loaded with the first call, and not looked up again with every other.
let hydrating: Promise<typeof import('../../schema/hydrate.js').hydrate> | undefined;
const hydrate = () => (hydrating ??= import('../../schema/hydrate.js').then((module) => module.hydrate));

/** Runs the tool, within its time limit, until the client cancels. */
export const run = (defaultTimeoutSeconds: number): CallStep => ({
  name: 'run',
  async pass(passage) {
    const { call, input } = passage;
    const { tool, runtime } = passage.served!;
    await timedWork(call, tool, defaultTimeoutSeconds, async () => {
      const { instance, input: shape } = await call.untilEnded(runtime.tool(tool));
      const argument = shape === undefined ? input! : (await hydrate())(shape, input!);
      const returned = await call.untilEnded(currentCall.run(call, async () => instance.run(argument, call)));
      passage.output = ToolResult.is(returned) ? returned : new ToolResult(returned);
      await checkOutput(tool, passage.output, tool.name);
    });
  },
});
