import type { Tool } from '@modelcontextprotocol/server';
import type { Host, ListedTool } from '../host/host.js';
import type { ToolEffect } from '../plugin-api/tool.js';
import { iconsOf } from './list-offers.js';

const HINTS: Record<ToolEffect, Tool['annotations']> = {
  'read-only': { readOnlyHint: true },
  additive: { destructiveHint: false },
  destructive: { destructiveHint: true },
};

/** Over HTTP a server is made for each request, and the list changes seldom. */
const known = new WeakMap<Host['tools'], Tool[]>();

/** The host's tools in MCP's words. `openWorldHint` is true by default, and true of every tool here. */
export function listTools({ tools }: Host): Tool[] {
  const listed = known.get(tools) ?? tools.map(inWords);
  known.set(tools, listed);
  return listed;
}

const inWords = ({
  name,
  title,
  description,
  effect,
  icons,
  inputSchema,
  outputSchema,
}: ListedTool): Tool => ({
  name,
  title,
  description,
  inputSchema: inputSchema as Tool['inputSchema'],
  outputSchema: outputSchema as Tool['outputSchema'],
  annotations: HINTS[effect],
  ...iconsOf(icons),
});
