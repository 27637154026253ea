import { createHash } from 'node:crypto';
import type { NewDocument } from 'openai-mcp-host/plugin';
import type { Chunk } from '../chunks/chunk.js';
import type { Metadata } from './found-source.js';

/** Another way of cutting documents gets another number: those that were indexed before are then done anew. */
const EDITION = 1;

/** A chunk whose vector is still to come. */
export interface PendingChunk extends Chunk {
  hash: string;
  /** What is embedded: its text under its headings. */
  embedded: string;
}

/** A document that has been read, and not been put yet. */
export interface PendingDocument extends Omit<NewDocument, 'chunks'> {
  chunks: PendingChunk[];
}

/** Everything that the collection keeps of a document hangs on this. */
export const documentHash = (
  content: string,
  { title, metadata, chunkBytes }: { title?: string; metadata: Metadata; chunkBytes: number },
): string => sha256(JSON.stringify([EDITION, chunkBytes, title, Object.entries(metadata).sort(), content]));

export function pendingChunk({ text, place }: Chunk): PendingChunk {
  const embedded = place.heading === undefined ? text : `${place.heading}\n\n${text}`;
  return { text, place, embedded, hash: sha256(embedded) };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
