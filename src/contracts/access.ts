import type { ToolEffect } from '../plugin-api/tool.js';

/** Of a tool, what decides whether a client has it. */
export interface AdmittedTool {
  readonly name: string;
  readonly effect: ToolEffect;
}

/**
 * What an authenticated client of a deployment may do. Made anew for each request from what the config says then;
 * clients on this machine have none, and may do what the config leaves on.
 */
export interface Access {
  /** Whose is all that it leaves behind, and what its budgets and limits go by: never what a client says of itself. */
  readonly name: string;
  /** Whether it sees and may call a tool. To it, one that is not admitted does not exist. */
  admits(tool: AdmittedTool): boolean;
  /** Whether it gets the prompts and resources of a plugin, by the tools of it that are served. */
  admitsOffers(plugin: string, tools: readonly AdmittedTool[]): boolean;
  /** Whether it may ask a model, after replacement of retired names. */
  admitsModel(model: string): boolean;
  /** Whether there are models that it may not ask. */
  readonly hasModelList: boolean;
  /** The OpenAI key that its requests go out with, in place of the host's. */
  readonly apiKey?: string;
  /** Folders of the server that its tools may read from, as real paths or not; it has none of `files.roots`. */
  readonly roots?: readonly string[];
  /** How much it may ask for. */
  readonly limits?: AccessLimits;
  /** Whether it may see the operations page, and what other clients spend. */
  readonly isOperator: boolean;
  /** Whether the config gives it nothing any more. */
  readonly isGone?: boolean;
  /** What it can be made of again, by what the config says then. */
  readonly record: AccessRecord;
}

/** How much a client may ask for; what is left out is not limited. */
export interface AccessLimits {
  readonly callsPerMinute?: number;
  readonly concurrentCalls?: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
}

/** A client's access in JSON, without any secret: for calls that go on when their request has long ended. */
export interface AccessRecord {
  name: string;
  /** Of its token, where an authorization server gave it; else it is a client of the config. */
  scopes?: readonly string[];
  narrowed?: NarrowedTools;
}

/** By how much a client has narrowed its own tools. */
export interface NarrowedTools {
  /** A tool is in each of these lists. */
  only?: readonly (readonly string[])[];
  except?: readonly string[];
  isReadOnly?: true;
}

/** Makes access of what is on record. A client that is no more may do nothing. */
export type RestoreAccess = (record: AccessRecord) => Promise<Access>;
