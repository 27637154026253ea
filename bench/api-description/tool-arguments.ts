import { assistantArguments } from './assistant-arguments.ts';
import { audioArguments } from './audio-arguments.ts';
import { batchArguments } from './batch-arguments.ts';
import type { Choices } from './combinations.ts';
import { fileArguments } from './file-arguments.ts';
import { type Call, NONE, PIXEL } from './given.ts';
import { indexArguments } from './index-arguments.ts';
import { pictureArguments } from './picture-arguments.ts';
import { researchArguments } from './research-arguments.ts';
import { textArguments } from './text-arguments.ts';
import { tuningArguments } from './tuning-arguments.ts';
import { visionArguments } from './vision-arguments.ts';

/**
 * The parameters of every tool, with the values to try of each; the first of each make a call that succeeds.
 *
 * @param folder a folder that tools may read from.
 */
export async function toolArguments(folder: string, call: Call): Promise<Record<string, Choices>> {
  return {
    ...(await textArguments(call)),
    ...(await researchArguments(call)),
    ...(await pictureArguments(folder)),
    ...(await visionArguments(folder)),
    ...audioArguments(folder),
    ...(await assistantArguments(folder, call)),
    ...(await fileArguments(folder, call)),
    ...(await indexArguments(folder, call)),
    ...(await tuningArguments(folder, call)),
    ...(await batchArguments(folder, call)),
    'create-embedding': {
      input: ['hello', ['one', 'two']],
      model: [NONE, 'text-embedding-3-small'],
      encoding_format: [NONE, 'float', 'base64'],
      dimensions: [NONE, 256],
    },
    'moderate-content': {
      input: ['hello', ['one', 'two'], NONE],
      image_url: [NONE, PIXEL, [PIXEL, PIXEL], 'https://example.com/a.png'],
      thresholds: [NONE, { violence: 0.2 }],
      model: [NONE, 'omni-moderation-latest'],
    },
    'list-models': {
      kind: [NONE, 'text', 'image'],
      status: [NONE, 'current'],
      search: [NONE, 'gpt'],
      in: [NONE, 'both', 'account', 'catalogue'],
      live: [NONE, false],
    },
    'usage-report': {
      period: [NONE, '7d', 'month'],
      since: [NONE, '2026-11-01'],
      until: [NONE, '2026-12-01'],
      by: [NONE, ['day', 'tool']],
      chart: [NONE, true],
    },
    'reconcile-costs': {
      period: [NONE, 'today', '7d', '30d', 'month'],
      since: [NONE, '2026-11-01'],
      until: [NONE, '2026-12-01'],
      project_ids: [NONE, ['proj_sandbox']],
      api_key_ids: [NONE, ['key_abc']],
    },
    'estimate-cost': {
      tool: ['chat-completion', 'generate-image'],
      arguments: [{ messages: [{ role: 'user', content: 'Hello' }] }, { prompt: 'A lighthouse' }],
    },
  };
}
