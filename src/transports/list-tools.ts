import type { Tool } from '@modelcontextprotocol/server';
import type { ListedTool } from '../host/listed-tools.js';
import { appUri } from '../host/offers/tool-apps.js';
import type { ToolEffect } from '../plugin-api/tool.js';
import { iconsOf } from './list-offers.js';

const HINTS: Record<ToolEffect, Tool['annotations']> = {
  'read-only': { readOnlyHint: true },
  additive: { destructiveHint: false },
  destructive: { destructiveHint: true },
};

/** Over HTTP a server is made for each request, and the tools change seldom. */
const known = new WeakMap<ListedTool, Tool>();

/** Tools in MCP's words. `openWorldHint` is true by default, and true of every tool here. */
export const listTools = (tools: readonly ListedTool[]): Tool[] =>
  tools.map((tool) => {
    const listed = known.get(tool) ?? inWords(tool);
    known.set(tool, listed);
    return listed;
  });

const inWords = ({
  name,
  title,
  description,
  effect,
  icons,
  inputSchema,
  outputSchema,
  app,
  plugin,
}: ListedTool): Tool => ({
  name,
  title,
  description,
  inputSchema: inputSchema as Tool['inputSchema'],
  outputSchema: outputSchema as Tool['outputSchema'],
  annotations: HINTS[effect],
  ...iconsOf(icons),
  ...(app === undefined ? {} : { _meta: appMeta(appUri(plugin, name)) }),
});

/** The second is what clients went by before MCP Apps were stable. */
const appMeta = (resourceUri: string) => ({ ui: { resourceUri }, 'ui/resourceUri': resourceUri });
