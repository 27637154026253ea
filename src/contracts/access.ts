import type { ToolEffect } from '../plugin-api/tool.js';

/**
 * What an authenticated client of a deployment may do. Made anew for each request from what the config says then;
 * clients on this machine have none, and may do what the config leaves on.
 */
export interface Access {
  /** Whose is all that it leaves behind, and what its budgets and limits go by: never what a client says of itself. */
  readonly name: string;
  /** Whether it sees and may call a tool. To it, one that is not admitted does not exist. */
  admits(tool: { readonly name: string; readonly effect: ToolEffect }): boolean;
  /** Whether it may ask a model, after replacement of retired names. */
  admitsModel(model: string): boolean;
  /** The OpenAI key that its requests go out with, in place of the host's. */
  readonly apiKey?: string;
  /** Folders of the server that its tools may read from, as real paths or not; it has none of `files.roots`. */
  readonly roots?: readonly string[];
  /** Whether it may see the operations page, and what other clients spend. */
  readonly isOperator: boolean;
}
