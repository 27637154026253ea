import type { Icon } from './icon.js';
import type { Shape } from './json-schema.js';
import { PROMPT } from './metadata.js';
import type { PromptResult } from './prompt-result.js';
import type { ToolCall } from './tool-call.js';

/** What a prompt says of itself: see {@link Prompt}. */
export interface PromptOptions<Input extends object> {
  /** What clients call it, often as a slash command: kebab-case, at most 64 characters, unique among all plugins. */
  name: string;
  /** What people see, such as `Extract an invoice`. */
  title: string;
  /** What people read before they choose it: one sentence. */
  description: string;
  /** The class of the arguments: texts, with `@IsIn` for a choice; MCP's prompts take nothing else. */
  input?: Shape<Input>;
  icons?: readonly Icon[];
  /** After how many seconds the host gives up. Default: `server.callTimeoutSeconds` of the config. */
  timeoutSeconds?: number;
}

/** An instance of a prompt class. */
export interface Promptable<Input extends object> {
  /** The messages with which a conversation begins; a text is one message of the person's. */
  run(input: Input, call: ToolCall): string | PromptResult | Promise<string | PromptResult>;
  /**
   * What an argument may be, as far as it is typed; needed only for arguments that are no `@IsIn`, which complete by
   * themselves.
   *
   * @param value what is typed so far.
   * @param others the other arguments, as far as they are filled in.
   */
  complete?(
    argument: string,
    value: string,
    others: Readonly<Record<string, string>>,
  ): readonly string[] | Promise<readonly string[]>;
}

/** Makes a class a prompt: messages that a person picks by name. Only records: the host builds the class. */
export function Prompt<Input extends object>(options: PromptOptions<Input>) {
  return <T extends new (...services: never[]) => Promptable<Input>>(promptClass: T): void => {
    Object.defineProperty(promptClass, PROMPT, { value: options });
  };
}

/** What {@link Prompt} recorded on a class; undefined where it recorded nothing. */
export function promptOptionsOf(candidate: unknown): PromptOptions<object> | undefined {
  return typeof candidate === 'function' && Object.hasOwn(candidate, PROMPT)
    ? Reflect.get(candidate, PROMPT)
    : undefined;
}
