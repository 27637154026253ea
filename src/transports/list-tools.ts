import type { Tool } from '@modelcontextprotocol/server';
import type { ListedTool } from '../host/host.js';
import type { ToolEffect } from '../plugin-api/tool.js';
import { iconsOf } from './list-offers.js';

const HINTS: Record<ToolEffect, Tool['annotations']> = {
  'read-only': { readOnlyHint: true },
  additive: { destructiveHint: false },
  destructive: { destructiveHint: true },
};

/** Over HTTP a server is made for each request, and tools change seldom. */
const known = new WeakMap<ListedTool, Tool>();

/** Tools in MCP's words. `openWorldHint` is true by default, and true of every tool here. */
export const listTools = (tools: readonly ListedTool[]): Tool[] => tools.map(inWords);

function inWords(listed: ListedTool): Tool {
  const said = known.get(listed);
  if (said !== undefined) return said;
  const { name, title, description, effect, icons, inputSchema, outputSchema } = listed;
  const tool: Tool = {
    name,
    title,
    description,
    inputSchema: inputSchema as Tool['inputSchema'],
    outputSchema: outputSchema as Tool['outputSchema'],
    annotations: HINTS[effect],
    ...iconsOf(icons),
  };
  known.set(listed, tool);
  return tool;
}
