import { LiveBody } from './live-body.js';

/** All bytes of an answer. */
export async function collect(body: Buffer | AsyncIterable<Uint8Array>): Promise<Buffer> {
  if (Buffer.isBuffer(body)) return body;
  if (body instanceof LiveBody) return body.collect();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
