import type { FileHandle } from 'node:fs/promises';
import { linesOf } from './lines-of.js';

interface Place {
  start: number;
  bytes: number;
}

/** The lines of a batch's output on the disk, found by their custom ids: of each, only its place is in memory. */
export class IndexedAnswers {
  private readonly places = new Map<string, Place>();
  private end = 0;

  constructor(private readonly handle: FileHandle) {}

  get ids(): IterableIterator<string> {
    return this.places.keys();
  }

  async add(output: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const line of linesOf(output)) {
      if (line.trim() === '') continue;
      const { custom_id: id } = JSON.parse(line) as { custom_id?: unknown };
      const bytes = Buffer.from(line);
      if (typeof id === 'string') this.places.set(id, { start: this.end, bytes: bytes.length });
      await this.handle.write(bytes, 0, bytes.length, this.end);
      this.end += bytes.length;
    }
  }

  async find(id: string): Promise<Record<string, unknown> | undefined> {
    const place = this.places.get(id);
    if (place === undefined) return undefined;
    const { buffer } = await this.handle.read(Buffer.alloc(place.bytes), 0, place.bytes, place.start);
    return JSON.parse(buffer.toString('utf8')) as Record<string, unknown>;
  }
}
