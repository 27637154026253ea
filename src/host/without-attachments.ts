import type { Files } from '../plugin-api/files.js';
import { ToolError } from '../plugin-api/tool-error.js';
import { encodedBytes } from './encoded-bytes.js';
import { linkTo } from './link-to.js';
import type { CallResult, ContentBlock } from './passage.js';
import { FILE } from './steps/answer.js';

/** A block of bytes or of somebody else's text: what can leave a message for a file. */
type Attachment = Extract<ContentBlock, { type: 'image' | 'audio' | 'resource' }>;

const isAttachment = (block: ContentBlock): block is Attachment =>
  block.type === 'image' || block.type === 'audio' || block.type === 'resource';

/**
 * Pictures, sounds and resources leave from the last one on, until the rest fits: first those that have a file. One that
 * has none is saved on its way out; where that fails, the result says so.
 */
export async function withoutAttachments(
  result: CallResult,
  limit: number,
  save: (attachment: { data: Uint8Array; mimeType: string }) => ReturnType<Files['save']>,
): Promise<CallResult> {
  const attachments = result.content.filter(isAttachment);
  const unsaved = new Set(attachments.filter((attachment) => !hasFile(attachment, result.content)));
  const leaving = [...unsaved, ...attachments.filter((attachment) => !unsaved.has(attachment))].reverse();
  const gone = new Set<ContentBlock>();
  const links: ContentBlock[] = [];
  const reasons: ToolError[] = [];
  let size = encodedBytes(result);
  for (const attachment of leaving) {
    if (size <= limit) break;
    gone.add(attachment);
    size -= encodedBytes(attachment) + 1;
    if (!unsaved.has(attachment)) continue;
    try {
      const link = linkTo(await save(contentOf(attachment)));
      links.unshift(link);
      size += encodedBytes(link) + 1;
    } catch (error) {
      if (!ToolError.is(error)) throw error;
      reasons.push(error);
    }
  }
  if (gone.size === 0) return result;
  const [first, ...rest] = result.content.filter((block) => !gone.has(block));
  return {
    ...result,
    content: [
      first!,
      noteOf([...gone].every(({ type }) => type === 'image') ? 'picture' : 'attachment', gone.size, reasons),
      ...rest,
      ...links,
    ],
  };
}

/** As it says itself; else by media type and size. Where that is not clear, it counts as unsaved. */
function hasFile(attachment: Attachment, content: readonly ContentBlock[]): boolean {
  if (attachment.type === 'resource') return false;
  if (attachment.type === 'image' && attachment._meta?.[FILE] !== undefined) return true;
  const { type, mimeType } = attachment;
  const size = sizeOf(attachment);
  const alike = content.filter(
    (one) => one.type === type && one.mimeType === mimeType && sizeOf(one) === size,
  );
  const links = content.filter(
    (one) => one.type === 'resource_link' && one.mimeType === mimeType && one.size === size,
  );
  return links.length >= alike.length;
}

const sizeOf = ({ data }: { data: string }): number => Buffer.byteLength(data, 'base64');

function contentOf(block: Attachment): { data: Uint8Array; mimeType: string } {
  if (block.type !== 'resource') return { data: Buffer.from(block.data, 'base64'), mimeType: block.mimeType };
  const { resource } = block;
  const data = 'text' in resource ? Buffer.from(resource.text) : Buffer.from(resource.blob, 'base64');
  return { data, mimeType: resource.mimeType };
}

function noteOf(kind: string, gone: number, [reason, ...more]: readonly ToolError[]): ContentBlock {
  const large = `Note: ${gone === 1 ? `1 ${kind} is` : `${gone} ${kind}s are`} too large to show here`;
  if (reason === undefined) return { type: 'text', text: `${large}; see the linked files.` };
  const lost = more.length + 1;
  const kept = gone > lost ? ' See the linked files for the others.' : '';
  const { message, hint = '' } = reason;
  return { type: 'text', text: `${large}, and ${lost} of them could not be kept: ${message} ${hint}${kept}` };
}
