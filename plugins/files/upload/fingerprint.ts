import { createHash } from 'node:crypto';
import type { OpenedFile } from 'openai-mcp-host/plugin';
import { PART_BYTES } from './upload-limits.js';

const STEP_BYTES = 256 * 1024;

/** What a file holds, in short. */
export interface Fingerprint {
  /** SHA-256 of each part. */
  parts: string[];
  /** For OpenAI, which compares it with what has arrived. */
  md5: string;
}

export const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

/** Reads a file once, piece by piece. */
export async function fingerprintOf(
  file: OpenedFile,
  signal: AbortSignal,
  read: (bytes: number) => void,
): Promise<Fingerprint> {
  const whole = createHash('md5');
  const parts: string[] = [];
  for (let start = 0; start < file.size; start += PART_BYTES) {
    const end = Math.min(file.size, start + PART_BYTES);
    const part = createHash('sha256');
    for (let at = start; at < end; at += STEP_BYTES) {
      signal.throwIfAborted();
      const piece = await file.slice(at, Math.min(end, at + STEP_BYTES));
      part.update(piece);
      whole.update(piece);
    }
    parts.push(part.digest('hex'));
    read(end);
  }
  return { parts, md5: whole.digest('hex') };
}
