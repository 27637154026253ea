import type { Chunk } from '../chunks/chunk.js';
import type { TextKind } from './text-kind.js';

/** What the process that reads is asked for, one document after the other. */
export interface ReadRequest {
  name: string;
  kind: TextKind;
  data: Uint8Array | string;
  chunkBytes: number;
}

/** Some chunks of a document; the last answer says that there are no more, or why. */
export interface ReadAnswer {
  chunks: Chunk[];
  ended?: { title?: string };
  fault?: { code: string; message: string; hint: string | undefined; cause: unknown };
}
