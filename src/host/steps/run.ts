import { currentCall } from '../../contracts/current-call.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { ToolResult } from '../../plugin-api/tool-result.js';
import { compileSchema } from '../../schema/compile-schema.js';
import type { CatalogueTool } from '../catalogue.js';
import type { HostCall } from '../host-call.js';
import type { CallStep } from '../passage.js';

const HEARTBEAT_MS = 10_000;

// Loaded with the first call, and not looked up again with every other.
let hydrating: Promise<typeof import('../../schema/hydrate.js').hydrate> | undefined;
const hydrate = () => (hydrating ??= import('../../schema/hydrate.js').then((module) => module.hydrate));

/** Runs the tool, within its time limit, until the client cancels; and lets the client know that it still runs. */
export const run = (defaultTimeoutSeconds: number): CallStep => ({
  name: 'run',
  async pass(passage) {
    const { call, input } = passage;
    const { tool, runtime } = passage.served!;
    const seconds = tool.timeoutSeconds ?? defaultTimeoutSeconds;
    const limit = setTimeout(() => call.cancel(timedOut(tool, seconds)), seconds * 1000);
    const heartbeat = call.isFollowed ? setInterval(() => beat(call, tool), HEARTBEAT_MS / 4) : undefined;
    try {
      const { instance, input: shape } = await call.untilEnded(runtime.tool(tool));
      const argument = shape === undefined ? {} : (await hydrate())(shape, input!);
      const returned = await call.untilEnded(currentCall.run(call, async () => instance.run(argument, call)));
      passage.output = ToolResult.is(returned) ? returned : new ToolResult(returned);
      await checkOutput(tool, passage.output);
    } finally {
      clearTimeout(limit);
      clearInterval(heartbeat);
      await call.progressDelivered();
    }
  },
});

const timedOut = (tool: CatalogueTool, seconds: number) =>
  new ToolError(
    'CALL_TIMEOUT',
    `${tool.name} did not finish within ${seconds} s.`,
    'Ask for less at once, or raise server.callTimeoutSeconds in mcp.config.json.',
  );

function beat(call: HostCall, tool: CatalogueTool): void {
  if (call.silence >= HEARTBEAT_MS) call.progress(undefined, `${tool.title}: still working`);
}

async function checkOutput(tool: CatalogueTool, output: ToolResult): Promise<void> {
  const problems = (await compileSchema(tool.outputSchema))(
    JSON.parse(JSON.stringify(output.structured ?? null)),
  );
  if (problems.length === 0) return;
  throw new ToolError(
    'OUTPUT_INVALID',
    `${tool.name} returned something else than it declares: ${problems.join('; ')}`,
    'This is a fault of the plugin: tell its author.',
  );
}
