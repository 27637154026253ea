import type { Access } from '../contracts/access.js';
import type { ServedTool } from './served-tool.js';

/** What the server says of itself: which tool is for what, as far as its plugin is on and the client has a tool of it. */
export function instructionsOf(tools: ReadonlyMap<string, ServedTool>, access: Access | undefined): string {
  const served = [...tools.values()].filter(({ tool }) => access?.admits(tool) !== false);
  const plugins = [...new Set(served.map(({ runtime }) => runtime.plugin))];
  const hints = plugins.flatMap(({ instructions }) => (instructions === undefined ? [] : [instructions]));
  return [
    'OpenAI models as tools. Every result says in `_meta["openai-mcp-host/usage"]` what it cost; errors say what to do next.',
    ...hints,
  ].join('\n');
}
