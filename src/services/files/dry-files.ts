import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DryRun } from '../../contracts/dry-run.js';
import type { RunningCall } from '../../contracts/running-call.js';
import type { Files, OpenedFile, StoredFile } from '../../plugin-api/files.js';
import { extensionOf } from './media-extensions.js';
import { memoryFile } from './memory-file.js';

/** What is made to be uploaded is no larger. */
const MOST_BYTES = 256 * 1024 * 1024;
const WITHHELD = 'It would write a file.';

/** What the calls of dry runs would have written, by its address. */
const unwritten = new WeakMap<DryRun, Map<string, Buffer>>();

/** Keeps in memory what a dry run would write: the call may read it, and nobody else can. Too much of it ends the call. */
export async function keepUnwritten(
  call: RunningCall,
  run: DryRun,
  folder: string,
  { data, mimeType }: Parameters<Files['save']>[1],
): Promise<StoredFile> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of typeof data === 'string' || data instanceof Uint8Array ? [data] : data) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    size += bytes.length;
    if (size > MOST_BYTES) throw run.withhold(WITHHELD);
    pieces.push(bytes);
  }
  call.note(WITHHELD);
  const path = join(folder, `dry-run-${randomUUID()}${extensionOf(mimeType)}`);
  const uri = pathToFileURL(path).href;
  const files = unwritten.get(run) ?? new Map<string, Buffer>();
  const whole = Buffer.concat(pieces);
  unwritten.set(run, files.set(uri, whole).set(path, whole));
  return { uri, path, name: basename(path), mimeType, size };
}

/** Such a file, to whoever wrote it. */
export function openUnwritten(run: DryRun, source: string): OpenedFile | undefined {
  const data = unwritten.get(run)?.get(source);
  return data && memoryFile(data);
}
