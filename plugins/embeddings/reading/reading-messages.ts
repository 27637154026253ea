import type { Chunk } from '../chunks/chunk.js';
import type { TextKind } from './text-kind.js';

/** What the thread is asked to read, or to leave off. */
export type ReadingOrder = ReadRequest | { id: number; cancelled: true };

export interface ReadRequest {
  id: number;
  name: string;
  kind: TextKind;
  data: Uint8Array | string;
  chunkBytes: number;
}

/** Some chunks of a document; the last answer says that there are no more, or why. */
export interface ReadAnswer {
  id: number;
  chunks: Chunk[];
  ended?: { title?: string };
  fault?: { code: string; message: string; hint: string | undefined; cause: unknown };
}
