import type { Icon } from './icon.js';
import type { Shape } from './json-schema.js';
import { TOOL } from './metadata.js';
import type { ToolApp } from './tool-app.js';
import type { ClientCapability, ToolCall } from './tool-call.js';
import type { ToolResult } from './tool-result.js';
import type { VerbatimSchema } from './verbatim-schema.js';

/**
 * What a tool does to the world; the MCP hints follow from it. `read-only`: changes nothing. `additive`: makes
 * something new. `destructive`: may change or delete what is there.
 */
export type ToolEffect = 'read-only' | 'additive' | 'destructive';

/** Whether a call that a dying server cut off may be made once more: see {@link ToolOptions.long}. */
export type LongCall = 'resumable' | 'once';

/** What a tool says of itself: see {@link Tool}. */
export interface ToolOptions<Input extends object, Output extends object> {
  /** What clients call it: kebab-case verb-noun, at most 64 characters, unique among all plugins. */
  name: string;
  /** What people see, such as `Generate images`. */
  title: string;
  /** What the model sees: one or two sentences on what it does and what it returns. Paid for in every listing. */
  description: string;
  /** The class of the arguments, or a {@link jsonSchema}; left out for a tool without any. */
  input?: Shape<Input> | VerbatimSchema<Input>;
  /** The class of the structured result. */
  output: Shape<Output>;
  effect: ToolEffect;
  /**
   * What the client must be able to do. Calls of clients that can't are refused with `CLIENT_CAPABILITY_MISSING` before the
   * plugin runs. Left out: the tool makes do with `unavailable`.
   */
  requires?: readonly ClientCapability[];
  icons?: readonly Icon[];
  /** A page that clients show with its results. */
  app?: ToolApp;
  /** The tool's own error codes, each with when it happens. */
  errors?: Record<string, string>;
  /**
   * The call may take longer than clients wait: it then goes on in the background as a job, whose id the client gets; a client
   * that speaks of tasks gets one at once. Nobody can be asked any more then. What becomes of it when the server dies:
   *
   * `resumable`: another server, or the same one when it is back, calls the tool again with the same input, so a call must go on where
   * the one before stopped, and pay for nothing twice. `once`: the job has failed, and says so.
   *
   * Left out: the client waits until the end.
   */
  long?: LongCall;
  /** After how many seconds the host gives up on a call. Default: `server.callTimeoutSeconds` of the config. */
  timeoutSeconds?: number;
}

/** An instance of a tool class. */
export interface Runnable<Input extends object, Output extends object> {
  /** One call: `input` is an instance of the tool's input class, checked, its defaults filled in. */
  run(
    input: Input,
    call: ToolCall,
  ):
    | Output
    | ToolResult<Output>
    | Promise<Output>
    | Promise<ToolResult<Output>>
    | Promise<Output | ToolResult<Output>>;
}

/** Makes a class a tool. Only records: the host builds the class and injects its constructor's services. */
export function Tool<Input extends object, Output extends object>(options: ToolOptions<Input, Output>) {
  return <T extends new (...services: never[]) => Runnable<Input, Output>>(toolClass: T): void => {
    Object.defineProperty(toolClass, TOOL, { value: options });
  };
}

/** What {@link Tool} recorded on a class; undefined where it recorded nothing. */
export function toolOptionsOf(candidate: unknown): ToolOptions<object, object> | undefined {
  return typeof candidate === 'function' && Object.hasOwn(candidate, TOOL)
    ? Reflect.get(candidate, TOOL)
    : undefined;
}
