import type { FileHandle } from 'node:fs/promises';
import { fileUnreadable } from './read-errors.js';

/** The whole content of an open file that had `size` bytes when it was checked. */
export async function readWhole(handle: FileHandle, size: number): Promise<Buffer> {
  const data = await readBeginning(handle, size + 1);
  if (data.length > size) throw fileUnreadable('it grew while it was read');
  return data;
}

/** The first bytes of an open file, at most so many. */
export async function readBeginning(handle: FileHandle, most: number): Promise<Buffer> {
  return readFrom(handle, 0, most);
}

/** A piece of an open file. */
export async function readPiece(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const data = await readFrom(handle, start, end - start);
  if (data.length < end - start) throw fileUnreadable('it became shorter while it was read');
  return data;
}

async function readFrom(handle: FileHandle, start: number, most: number): Promise<Buffer> {
  const data = Buffer.alloc(most);
  let filled = 0;
  while (filled < most) {
    const { bytesRead } = await handle.read(data, filled, most - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return data.subarray(0, filled);
}
