import type { CallToolResult } from '@modelcontextprotocol/client';

/** Calls a tool of the host under test. */
export type Call = (tool: string, input: Record<string, unknown>) => Promise<CallToolResult>;

/** A parameter that is left out. */
export const NONE = undefined;

/** The smallest picture. */
export const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
