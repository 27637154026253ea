import { badRequest } from '../api-error.js';
import type { WireJson } from '../wire-json.js';

const USUAL = { max_chunk_size_tokens: 800, chunk_overlap_tokens: 400 };
/** The sandbox's own measure. */
const CHARACTERS_A_TOKEN = 4;

export interface Chunking {
  type: 'static';
  static: typeof USUAL;
}

/** How files are cut, as a store's file says it afterwards. */
export function chunkingOf(given: WireJson): Chunking {
  if (given === undefined || given === null || given.type === 'auto')
    return { type: 'static', static: USUAL };
  const param = 'chunking_strategy';
  if (given.type !== 'static' || typeof given.static !== 'object')
    throw badRequest(`Invalid value: '${given.type}'. Supported values are: 'auto' and 'static'.`, param);
  const { max_chunk_size_tokens: most, chunk_overlap_tokens: overlap } = given.static;
  if (!Number.isInteger(most) || most < 100 || most > 4096)
    throw badRequest(
      `Invalid '${param}.static.max_chunk_size_tokens': expected an integer from 100 to 4096.`,
      `${param}.static.max_chunk_size_tokens`,
      'invalid_value',
    );
  if (!Number.isInteger(overlap) || overlap < 0 || overlap > most / 2)
    throw badRequest(
      `Invalid '${param}.static.chunk_overlap_tokens': it must not exceed half of max_chunk_size_tokens.`,
      `${param}.static.chunk_overlap_tokens`,
      'invalid_value',
    );
  return { type: 'static', static: given.static };
}

export function cutText(
  text: string,
  { static: { max_chunk_size_tokens, chunk_overlap_tokens } }: Chunking,
): string[] {
  const size = max_chunk_size_tokens * CHARACTERS_A_TOKEN;
  const step = size - chunk_overlap_tokens * CHARACTERS_A_TOKEN;
  const chunks: string[] = [];
  for (let at = 0; at < text.length; at += step) {
    chunks.push(text.slice(at, at + size));
    if (at + size >= text.length) break;
  }
  return chunks;
}
