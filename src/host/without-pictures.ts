import type { Files, StoredFile } from '../plugin-api/files.js';
import { ToolError } from '../plugin-api/tool-error.js';
import type { CallResult, ContentBlock } from './passage.js';

type Picture = ContentBlock & { type: 'image' };

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

export const linkTo = ({ uri, name, mimeType, size }: StoredFile): ContentBlock => ({
  type: 'resource_link',
  uri,
  name,
  mimeType,
  size,
});

/**
 * Pictures leave from the last one on, until the rest fits: first those that have a file. One that has none is saved
 * on its way out; where that fails, the result says so.
 */
export async function withoutPictures(
  result: CallResult,
  limit: number,
  save: (picture: { data: Uint8Array; mimeType: string }) => ReturnType<Files['save']>,
): Promise<CallResult> {
  const pictures = result.content.filter((block) => block.type === 'image');
  const unsaved = new Set(pictures.filter((picture) => !hasFile(picture, result.content)));
  const leaving = [...unsaved, ...pictures.filter((picture) => !unsaved.has(picture))].reverse();
  const gone = new Set<ContentBlock>();
  const links: ContentBlock[] = [];
  const reasons: ToolError[] = [];
  let size = bytes(result);
  for (const picture of leaving) {
    if (size <= limit) break;
    gone.add(picture);
    size -= bytes(picture) + 1;
    if (!unsaved.has(picture)) continue;
    try {
      const { data, mimeType } = picture;
      const link = linkTo(await save({ data: Buffer.from(data, 'base64'), mimeType }));
      links.unshift(link);
      size += bytes(link) + 1;
    } catch (error) {
      if (!ToolError.is(error)) throw error;
      reasons.push(error);
    }
  }
  if (gone.size === 0) return result;
  const [first, ...rest] = result.content.filter((block) => !gone.has(block));
  return { ...result, content: [first!, noteOf(gone.size, reasons), ...rest, ...links] };
}

/** By media type and size: nothing else ties a picture to a link. Where that is not clear, it counts as unsaved. */
function hasFile(picture: Picture, content: readonly ContentBlock[]): boolean {
  const size = sizeOf(picture);
  const pictures = content.filter(
    (one) => one.type === 'image' && one.mimeType === picture.mimeType && sizeOf(one) === size,
  );
  const links = content.filter(
    (one) => one.type === 'resource_link' && one.mimeType === picture.mimeType && one.size === size,
  );
  return links.length >= pictures.length;
}

const sizeOf = ({ data }: Picture): number => Buffer.byteLength(data, 'base64');

function noteOf(gone: number, [reason, ...more]: readonly ToolError[]): ContentBlock {
  const large = `Note: ${gone === 1 ? '1 picture is' : `${gone} pictures are`} too large to show here`;
  if (reason === undefined) return { type: 'text', text: `${large}; see the linked files.` };
  const lost = more.length + 1;
  const kept = gone > lost ? ' See the linked files for the others.' : '';
  const { message, hint = '' } = reason;
  return { type: 'text', text: `${large}, and ${lost} of them could not be kept: ${message} ${hint}${kept}` };
}
