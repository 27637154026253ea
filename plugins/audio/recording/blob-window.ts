const WINDOW = 256 * 1024;

/** Reads short stretches of a file, in order, off the disk. */
export class BlobWindow {
  private window = Buffer.alloc(0);
  private start = 0;

  constructor(private readonly blob: Blob) {}

  /** Fewer bytes where the file ends. */
  async read(offset: number, length: number): Promise<Buffer> {
    if (offset < this.start || offset + length > this.start + this.window.length) {
      const end = Math.min(this.blob.size, offset + Math.max(WINDOW, length));
      this.window = Buffer.from(await this.blob.slice(offset, end).arrayBuffer());
      this.start = offset;
    }
    return this.window.subarray(offset - this.start, offset - this.start + length);
  }
}
