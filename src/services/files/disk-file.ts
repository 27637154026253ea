import { openAsBlob } from 'node:fs';
import { access, type FileHandle } from 'node:fs/promises';
import type { OpenedFile } from '../../plugin-api/files.js';
import { fileTooLarge } from './read-errors.js';
import { readBeginning, readPiece, readWhole } from './read-handle.js';
import { sniffMimeType } from './sniff-mime-type.js';
import type { TemporaryFile, TemporaryFiles } from './temporary-files.js';

/** Enough for every signature, and for text to show what it is. */
const BEGINNING = 1024 * 1024;
/** Node gives a blob of a larger file its size modulo 2^32: the rest would be lost without a word. */
const LARGEST_BLOB = 2 ** 32 - 1;

/** A file that was opened and checked. */
export interface OpenHandle {
  handle: FileHandle;
  size: number;
  /** Its name, by the media type of its content. */
  nameFor(mimeType: string): string;
  temporary: TemporaryFiles;
  /** Set where it is a temporary file itself. */
  own?: TemporaryFile;
}

/** An open file of this machine; whoever made it has checked what it is. */
export class DiskFile implements OpenedFile {
  readonly name: string;
  readonly size: number;
  readonly mimeType: string;
  private closing: Promise<void> | undefined;
  /** Called once it is closed. */
  onClose: () => void = () => {};

  private constructor(
    facts: Pick<OpenedFile, 'name' | 'size' | 'mimeType'>,
    private readonly content: File | undefined,
    private readonly handle: FileHandle,
    private readonly copy: TemporaryFile | undefined,
  ) {
    this.name = facts.name;
    this.size = facts.size;
    this.mimeType = facts.mimeType;
  }

  static async of({ handle, size, nameFor, temporary, own }: OpenHandle): Promise<DiskFile> {
    const beginning = await readBeginning(handle, Math.min(size, BEGINNING));
    const mimeType = sniffMimeType(beginning, beginning.length === size) ?? 'application/octet-stream';
    const name = nameFor(mimeType);
    if (size > LARGEST_BLOB) return new DiskFile({ name, size, mimeType }, undefined, handle, own);
    const reopened = await reopensByHandle(handle);
    const copy = reopened || own ? own : await copied(handle, size, temporary);
    const content = await openAsBlob(reopened ? pathOf(handle) : copy!.path, { type: mimeType });
    // A blob of a blob points to the same place on the disk.
    const blob = new File([content], name, { type: mimeType });
    return new DiskFile({ name, size, mimeType }, blob, handle, copy);
  }

  get blob(): File {
    if (this.content === undefined) throw fileTooLarge(LARGEST_BLOB);
    return this.content;
  }

  bytes(): Promise<Buffer> {
    return readWhole(this.handle, this.size);
  }

  slice(start: number, end: number): Promise<Buffer> {
    return readPiece(this.handle, start, Math.min(end, this.size));
  }

  close(): Promise<void> {
    this.closing ??= this.letGo();
    return this.closing;
  }

  private async letGo(): Promise<void> {
    this.onClose();
    await this.copy?.remove();
    await this.handle.close();
  }
}

/** Linux opens the file behind this again and no other, whatever has become of its path. */
const pathOf = ({ fd }: FileHandle): string => `/proc/self/fd/${fd}`;

const reopensByHandle = async (handle: FileHandle): Promise<boolean> =>
  process.platform === 'linux' &&
  access(pathOf(handle)).then(
    () => true,
    () => false,
  );

/** Elsewhere a blob goes by its path, behind which there may be another file by then: a copy of our own is none of that. */
async function copied(handle: FileHandle, size: number, temporary: TemporaryFiles): Promise<TemporaryFile> {
  const copy = await temporary.create();
  try {
    let count = 0;
    for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) {
      count += (chunk as Buffer).length;
      if (count > size) throw fileTooLarge(size);
      await copy.handle.writeFile(chunk as Buffer);
    }
    return copy;
  } catch (error) {
    await copy.remove();
    throw error;
  }
}
