import { currentCall } from '../../contracts/current-call.js';
import type { NextStep } from '../../plugin-api/call-step.js';
import type { Logger } from '../../plugin-api/logger.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { ToolResult } from '../../plugin-api/tool-result.js';
import { compileSchema } from '../../schema/compile-schema.js';
import { checkOutput } from '../check-output.js';
import type { ServedStep } from '../choose-steps.js';
import type { CallStep, Passage } from '../passage.js';
import { QuestionsAsked } from '../question.js';
import { StepCall } from '../step-call.js';
import { timedWork } from '../timed-work.js';

const TELL_AUTHOR = 'This is a fault of the plugin: tell its author.';

export interface PluginStepOptions {
  /** Whether it stands behind `validate`. */
  checked: boolean;
  timeoutSeconds: number;
  log: Logger;
}

/** A plugin's step among the host's: it can fail the call that passes it, and nothing else. */
export const pluginStep = (served: ServedStep, options: PluginStepOptions): CallStep => ({
  name: served.step.name,
  async pass(passage, next) {
    const { tool } = passage.served!;
    if (!served.appliesTo(tool.name)) return next();
    await timedWork(passage.call, tool, options.timeoutSeconds, () =>
      passThrough(served, passage, next, options),
    );
  },
});

async function passThrough(
  { step, plugin, runtime }: ServedStep,
  passage: Passage,
  next: () => Promise<void>,
  { checked, log }: PluginStepOptions,
): Promise<void> {
  const { call } = passage;
  const author = `The step ${step.name} of the plugin ${plugin}`;
  const instance = await call.untilEnded(runtime.step(step));
  const fromWithin = new Set<unknown>();
  let within: Promise<unknown> | undefined;
  const goOn: NextStep = (input) => {
    const work = walkOn(passage, next, author, checked, input);
    within = work.catch((error) => void fromWithin.add(error));
    return work;
  };
  try {
    const passing = currentCall.run(call, async () => instance.pass(new StepCall(passage, checked), goOn));
    const returned = await call.untilEnded(passing);
    // What the step did not wait for still belongs to this call.
    await within;
    if (returned !== undefined)
      passage.output = ToolResult.is(returned) ? returned : new ToolResult(returned);
  } catch (error) {
    const foreseen = ToolError.is(error) || error instanceof QuestionsAsked || fromWithin.has(error);
    if (!foreseen) log.error(`${author} failed.`, { call: call.id, tool: call.tool });
    throw error;
  }
  if (passage.output === undefined)
    throw new ToolError('STEP_WITHOUT_RESULT', `${author} gave no result and did not go on.`, TELL_AUTHOR);
  await checkOutput(passage.served!.tool, passage.output, author);
}

async function walkOn(
  passage: Passage,
  next: () => Promise<void>,
  author: string,
  checked: boolean,
  input: Record<string, unknown> | undefined,
): Promise<ToolResult> {
  delete passage.output;
  // Before `validate`, that step checks what was put in.
  if (input !== undefined && !checked) passage.request = { ...passage.request, arguments: input };
  if (input !== undefined && checked) passage.input = await checkedInput(passage, input, author);
  await next();
  return passage.output!;
}

/** Nothing unchecked may reach the tool. */
async function checkedInput(passage: Passage, input: Record<string, unknown>, author: string) {
  const { tool } = passage.served!;
  const problems = (await compileSchema(tool.inputSchema))(input);
  if (problems.length > 0) {
    const message = `${author} changed the arguments into what ${tool.name} does not take: ${problems.join('; ')}`;
    throw new ToolError('STEP_INPUT_INVALID', message, TELL_AUTHOR);
  }
  return input;
}
