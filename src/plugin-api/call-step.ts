import { CALL_STEP } from './metadata.js';
import type { ToolEffect } from './tool.js';
import type { ToolCall } from './tool-call.js';
import type { ToolResult } from './tool-result.js';

/** What a step says of itself: see {@link CallStep}. */
export interface CallStepOptions {
  /** Kebab-case; unique among the steps of all plugins, and none of the host's. */
  name: string;
  /**
   * It stands right before this step: `validate` (the arguments are as the client sent them), `run` (they are checked),
   * or a step of a plugin. Default: `run`, unless there is an `after`.
   */
  before?: string;
  /** It stands after this step: `find`, `validate`, or a step of a plugin. */
  after?: string;
  /** Names of tools, or globs such as `chat-*`: the calls that it takes part in. Default: those of all tools. */
  tools?: string | readonly string[];
}

/** A call as a step sees it: this call alone, and what is called. */
export interface StepContext extends ToolCall {
  /** Name of the tool that is called. */
  readonly tool: string;
  /** Name of the plugin whose tool that is. */
  readonly plugin: string;
  readonly effect: ToolEffect;
  /** A copy of the arguments; to change them, hand others to `next`. */
  readonly input: Record<string, unknown>;
}

/**
 * Takes the call through the steps further in, and the tool; gives what the tool returned, or throws what it threw.
 *
 * @param input other arguments in place of the call's, checked against the tool's schema. Left out: they stay as they are.
 */
export type NextStep = (input?: Record<string, unknown>) => Promise<ToolResult>;

/** An instance of a step class. */
export interface StepOfCall {
  /**
   * Does its part before or after `next()`, or in its place. What it returns becomes the call's result, checked against
   * the tool's output class; nothing leaves the result as it is. A ToolError that it throws refuses the call.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: a step that only looks returns nothing
  pass(call: StepContext, next: NextStep): Promise<ToolResult | object | void> | ToolResult | object | void;
}

/**
 * Makes a class a step that calls of all plugins' tools pass. Only records: the host builds the class once, injects its
 * constructor's services, and shares it among all calls, so nothing of a call is kept on `this`. Export it from a
 * `*.step.ts` beside the plugin file, or list it in `steps`.
 */
export function CallStep(options: CallStepOptions) {
  return <T extends new (...services: never[]) => StepOfCall>(stepClass: T): void => {
    Object.defineProperty(stepClass, CALL_STEP, { value: options });
  };
}

/** What {@link CallStep} recorded on a class; undefined where it recorded nothing. */
export function stepOptionsOf(candidate: unknown): CallStepOptions | undefined {
  return typeof candidate === 'function' && Object.hasOwn(candidate, CALL_STEP)
    ? Reflect.get(candidate, CALL_STEP)
    : undefined;
}
