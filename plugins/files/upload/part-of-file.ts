import { type OpenedFile, ToolError } from 'openai-mcp-host/plugin';
import { sha256 } from './fingerprint.js';
import { PART_BYTES } from './upload-limits.js';

/** Larger files have no blob, so their parts are in memory while they are on their way. */
const MOST_OF_BLOB = 2 ** 32 - 1;

/** One part of a file, for a form: what it held when the file was read first. */
export async function partOfFile(file: OpenedFile, number: number, digest: string): Promise<File> {
  const start = number * PART_BYTES;
  const end = Math.min(file.size, start + PART_BYTES);
  const name = `part-${number + 1}`;
  // A blob of a file that has changed can't be read any more.
  if (file.size <= MOST_OF_BLOB) return new File([file.blob.slice(start, end)], name);
  const data = await file.slice(start, end);
  if (sha256(data) === digest) return new File([data as Uint8Array<ArrayBuffer>], name);
  throw new ToolError(
    CHANGED,
    "The file can't be read: it changed while it was sent.",
    'Call again when nobody writes to it.',
  );
}

const CHANGED = 'FILE_UNREADABLE';

/** Whether an error says that the file has changed, by itself or as the reason why a request failed. */
export function saysChanged(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause)
    if (ToolError.is(each) && each.code === CHANGED) return true;
  return false;
}
