import type { CallToolResult } from '@modelcontextprotocol/client';
import type { Choices } from './combinations.ts';

type Call = (tool: string, input: Record<string, unknown>) => Promise<CallToolResult>;

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const NONE = undefined;

/** The parameters of every tool, with the values to try of each; the first one alone makes a call that succeeds. */
export async function toolArguments(_folder: string, _call: Call): Promise<Record<string, Choices>> {
  return {
    'generate-image': {
      prompt: ['A lighthouse at dusk'],
      model: [NONE, 'gpt-image-2', 'gpt-image-2.6-sunburst'],
      size: [NONE, 'auto', '1024x1024', '1536x864'],
      quality: [NONE, 'auto', 'low', 'medium', 'high', 'standard', 'hd'],
      style: [NONE, 'vivid', 'natural'],
      n: [NONE, 1, 3],
      background: [NONE, 'transparent', 'opaque', 'auto'],
      output_format: [NONE, 'png', 'webp', 'jpeg'],
      output_compression: [NONE, 0, 80],
    },
    'create-embedding': {
      input: ['hello', ['one', 'two']],
      model: [NONE, 'text-embedding-3-small'],
      encoding_format: [NONE, 'float', 'base64'],
      dimensions: [NONE, 256],
    },
    'moderate-content': {
      input: ['hello', ['one', 'two'], NONE],
      image_url: [NONE, PIXEL, [PIXEL, PIXEL]],
      model: [NONE, 'omni-moderation-latest'],
    },
  };
}
