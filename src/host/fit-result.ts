import type { Files, StoredFile } from '../plugin-api/files.js';
import { ToolError } from '../plugin-api/tool-error.js';
import { cutText } from './cut-text.js';
import { encodedBytes } from './encoded-bytes.js';
import { linkTo } from './link-to.js';
import type { CallResult } from './passage.js';
import { refusal } from './steps/answer.js';
import { withoutAttachments } from './without-attachments.js';

/** The JSON-RPC envelope around a result: id, version, `resultType` and the like. */
const ENVELOPE_BYTES = 1024;
/** A text that is cut keeps this many characters, with a link to the whole. */
const EXCERPT = 2_000;

/**
 * Makes a result fit into one encoded message: first pictures and the like leave the message for their files, then long
 * texts are cut and go to a file whole.
 */
export async function fitResult(
  result: CallResult,
  maxBytes: number,
  tool: string,
  save: Files['save'],
): Promise<CallResult> {
  const limit = maxBytes - ENVELOPE_BYTES;
  if (encodedBytes(result) <= limit) return result;
  const lighter = await withoutAttachments(result, limit, (attachment) =>
    save(`${tool} ${attachment.mimeType.startsWith('image/') ? 'picture' : 'attachment'}`, attachment),
  );
  if (encodedBytes(lighter) <= limit) return lighter;
  const whole = await save(`${tool} result`, {
    data: JSON.stringify(result.structuredContent ?? result.content, null, 2),
    mimeType: 'application/json',
  });
  const shorter = shortened(lighter, whole);
  return encodedBytes(shorter) <= limit ? shorter : tooLarge(shorter, whole, encodedBytes(result), maxBytes);
}

function shortened(result: CallResult, whole: StoredFile): CallResult {
  const { structuredContent, content } = result;
  return {
    ...result,
    content: [
      ...content.map((block) => (block.type === 'text' ? { ...block, text: cut(block.text) } : block)),
      { type: 'text', text: `Note: long texts are cut here; ${whole.path} has all of it.` },
      linkTo(whole),
    ],
    ...(structuredContent === undefined
      ? {}
      : { structuredContent: cutStrings(structuredContent) as Record<string, unknown> }),
  };
}

function tooLarge(result: CallResult, whole: StoredFile, size: number, maxBytes: number): CallResult {
  const message = `The result has ${size} bytes; this client gets at most ${maxBytes}.`;
  const hint = `All of it is in ${whole.path}.`;
  const refused = refusal(new ToolError('RESULT_TOO_LARGE', message, hint), []);
  return {
    ...refused,
    content: [...refused.content, linkTo(whole)],
    _meta: { ...result._meta, ...refused._meta },
  };
}

const cut = (text: string): string => (text.length <= EXCERPT ? text : `${cutText(text, EXCERPT)}…`);

function cutStrings(value: unknown): unknown {
  if (typeof value === 'string') return cut(value);
  if (Array.isArray(value)) return value.map(cutStrings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cutStrings(part)]));
}
