import type { Files, StoredFile } from '../plugin-api/files.js';
import { cutText } from './cut-text.js';
import type { CallResult, ContentBlock } from './passage.js';
import { ERROR } from './steps/answer.js';

/** The JSON-RPC envelope around a result: id, version, `resultType` and the like. */
const ENVELOPE_BYTES = 1024;
/** A text that is cut keeps this many characters, with a link to the whole. */
const EXCERPT = 2_000;

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/**
 * Makes a result fit into one encoded message: first pictures leave the message (their files stay linked), then long
 * texts are cut and go to a file whole.
 */
export async function fitResult(
  result: CallResult,
  maxBytes: number,
  tool: string,
  save: Files['save'],
): Promise<CallResult> {
  const limit = maxBytes - ENVELOPE_BYTES;
  if (bytes(result) <= limit) return result;
  const lighter = withoutPictures(result, limit);
  if (bytes(lighter) <= limit) return lighter;
  const whole = await save(`${tool} result`, {
    data: JSON.stringify(result.structuredContent ?? result.content, null, 2),
    mimeType: 'application/json',
  });
  const shorter = shortened(lighter, whole);
  return bytes(shorter) <= limit ? shorter : tooLarge(shorter, whole, bytes(result), maxBytes);
}

/** Pictures leave from the last one on, until the rest fits. */
function withoutPictures(result: CallResult, limit: number): CallResult {
  const content = [...result.content];
  let dropped = 0;
  let size = bytes(result);
  for (let index = content.length - 1; index >= 0 && size > limit; index--) {
    if (content[index]!.type !== 'image') continue;
    size -= bytes(content[index]) + 1;
    content.splice(index, 1);
    dropped++;
  }
  if (dropped === 0) return result;
  const pictures = dropped === 1 ? '1 picture is' : `${dropped} pictures are`;
  const note: ContentBlock = {
    type: 'text',
    text: `Note: ${pictures} too large to show here; see the linked files.`,
  };
  return { ...result, content: [content[0]!, note, ...content.slice(1)] };
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
  return {
    content: [{ type: 'text', text: `RESULT_TOO_LARGE: ${message}\n${hint}` }, linkTo(whole)],
    isError: true,
    _meta: { ...result._meta, [ERROR]: { code: 'RESULT_TOO_LARGE', message, hint } },
  };
}

const linkTo = ({ uri, name, mimeType, size }: StoredFile): ContentBlock => ({
  type: 'resource_link',
  uri,
  name,
  mimeType,
  size,
});

const cut = (text: string): string => (text.length <= EXCERPT ? text : `${cutText(text, EXCERPT)}…`);

function cutStrings(value: unknown): unknown {
  if (typeof value === 'string') return cut(value);
  if (Array.isArray(value)) return value.map(cutStrings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cutStrings(part)]));
}
