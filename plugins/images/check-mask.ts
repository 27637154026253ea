import { ToolError } from 'openai-mcp-host/plugin';
import { hasHoles, pictureFacts } from './picture-facts.js';
import type { SourcePicture } from './source-pictures.js';

const MAKE_ONE = 'Send a PNG as large as the first picture, transparent where it is to be repainted.';

/** Refuses a mask that OpenAI would refuse, or that marks nothing, before anything is sent. */
export async function checkMask(mask: SourcePicture, picture: SourcePicture): Promise<void> {
  if (mask.file.type !== 'image/png') throw invalid(`The mask is ${mask.file.type}, no PNG.`);
  const data = await mask.bytes();
  const [own, its] = await Promise.all([pictureFacts(data), pictureFacts(await picture.bytes())]);
  if (own === undefined) throw invalid('The mask can not be read as a PNG.');
  if (!own.hasAlpha) throw invalid('The mask has no transparency, so it marks nothing.');
  if (its !== undefined && (own.width !== its.width || own.height !== its.height))
    throw invalid(`The mask has ${own.width}x${own.height} pixels, the picture ${its.width}x${its.height}.`);
  if ((await hasHoles(data)) === false)
    throw invalid('No pixel of the mask is fully transparent, so it marks nothing.');
}

const invalid = (message: string): ToolError => new ToolError('MASK_INVALID', message, MAKE_ONE);
