import type { OutgoingRequest } from '../openai/outgoing-request.js';

const OUTPUT_CAPS = ['max_output_tokens', 'max_completion_tokens', 'max_tokens'];
const BYTES_PER_TOKEN = 4;
// A picture, a sound or a file within the JSON: what it takes has little to do with its length.
const BLOB = /"[^"\\\s]{4096,}"/g;
const TOKENS_PER_BLOB = 1500;

/** The tokens that a request will take at most: by its estimate where a budget asked for one, else roughly. */
export function worstTokens({ estimate, isBilled, body }: OutgoingRequest): number {
  const estimated = estimate === undefined ? 0 : estimate.inputTokens + estimate.outputTokens;
  const encoded = isBilled && estimated === 0 && body.json ? body.encode() : undefined;
  if (encoded === undefined || !('text' in encoded)) return estimated;
  let bytes = Buffer.byteLength(encoded.text);
  let blobs = 0;
  for (const [blob] of encoded.text.matchAll(BLOB)) {
    bytes -= blob.length;
    blobs += 1;
  }
  const caps = OUTPUT_CAPS.map((field) => body.get(field)).filter((cap) => typeof cap === 'number');
  return Math.ceil(bytes / BYTES_PER_TOKEN) + blobs * TOKENS_PER_BLOB + Math.max(0, ...caps);
}
