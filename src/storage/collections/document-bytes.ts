import type { StoredDocument } from './collection-store.js';

/** What a document's texts and vectors take. */
export const bytesOf = ({ chunks }: StoredDocument): number =>
  chunks.reduce((sum, { text, vector }) => sum + Buffer.byteLength(text) + 2 * vector.length, 0);
