import { ToolError } from '../plugin-api/tool-error.js';
import type { ToolResult } from '../plugin-api/tool-result.js';
import { compileSchema } from '../schema/compile-schema.js';
import type { CatalogueTool } from './catalogue.js';

/**
 * Checks a result against what the tool declares.
 *
 * @param author who made it, in words.
 * @throws ToolError `OUTPUT_INVALID`.
 */
export async function checkOutput(tool: CatalogueTool, output: ToolResult, author: string): Promise<void> {
  const problems = (await compileSchema(tool.outputSchema))(
    JSON.parse(JSON.stringify(output.structured ?? null)),
  );
  if (problems.length === 0) return;
  throw new ToolError(
    'OUTPUT_INVALID',
    `${author} returned something else than ${author === tool.name ? 'it' : tool.name} declares: ${problems.join('; ')}`,
    'This is a fault of the plugin: tell its author.',
  );
}
