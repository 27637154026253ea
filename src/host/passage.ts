import type { Access } from '../contracts/access.js';
import type { Client } from '../plugin-api/tool-call.js';
import type { ToolError } from '../plugin-api/tool-error.js';
import type { ToolResult } from '../plugin-api/tool-result.js';
import type { HostCall } from './host-call.js';
import type { Notice } from './notice.js';
import type { WireContents } from './offers/content-blocks.js';
import type { Respondent } from './question.js';
import type { ServedTool } from './served-tool.js';

/** A tool call as a transport hands it in. */
export interface CallRequest {
  tool: string;
  arguments: unknown;
  client: Client;
  signal: AbortSignal;
  /** Absent where the client asked for no progress. */
  sendProgress?: (progress: Progress) => Promise<void>;
  /** Sends the client a log message, if it wants those of this level. */
  sendNotice?: (notice: Notice) => Promise<void>;
  /** Who answers the call's questions; absent where nobody can be asked. */
  respondent?: Respondent;
  /** Whether its client waits until the end, however long that takes, and goes with the host: nothing goes on without it then. */
  waits?: boolean;
  /** Whether the client runs on this machine, as its user: what it says of folders is believed then. */
  isLocal?: boolean;
  /** What the client may do, where it had to say who it is. */
  access?: Access;
  /** Whose the call is, where its client is gone: it goes on in the background. */
  owner?: string;
}

/** An MCP progress notification's own fields. */
export interface Progress {
  progress: number;
  total?: number;
  message?: string;
}

/** What goes back to the client, in MCP's words, without any SDK's types. */
export interface CallResult {
  content: ContentBlock[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
  _meta?: Record<string, unknown>;
}

export type ContentBlock =
  | { type: 'text'; text: string }
  | { type: 'image'; data: string; mimeType: string; _meta?: Record<string, unknown> }
  | { type: 'audio'; data: string; mimeType: string }
  | { type: 'resource'; resource: WireContents }
  | { type: 'resource_link'; uri: string; name: string; mimeType?: string; size?: number };

/** A call on its way through the steps: each step reads what those before it wrote. */
export interface Passage {
  /** A step of a plugin may put other arguments into it. */
  request: CallRequest;
  readonly call: HostCall;
  served?: ServedTool;
  input?: Record<string, unknown>;
  output?: ToolResult;
  failure?: ToolError;
  result?: CallResult;
}

/** One step of every call: does its part before or after `next`, or in its place. */
export interface CallStep {
  readonly name: string;
  pass(passage: Passage, next: () => Promise<void>): Promise<void>;
}
