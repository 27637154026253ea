import type { ChunkPlace } from 'openai-mcp-host/plugin';

/** A part of a document that is found as one. */
export interface Chunk {
  text: string;
  place: ChunkPlace;
}
