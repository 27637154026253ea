import { saying as sayingParts } from '../../src/testing/openai-bodies.js';

export { drew, refused, said } from '../../src/testing/openai-bodies.js';

type Json = Record<string, unknown>;

/** The events of a stream that says some texts one after the other. */
export const saying = (...texts: string[]): Json[] => sayingParts(texts);

/** Bytes that begin as a PNG does, and can't be compressed. */
export function picture(bytes: number): Buffer {
  const noise = Buffer.alloc(bytes);
  for (let at = 0, state = bytes; at < bytes; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    noise[at] = state >> 16;
  }
  noise.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return noise;
}

/** A question to `chat-completion`. */
export const ask = (content: unknown, more: Json = {}): Json => ({
  messages: [{ role: 'user', content }],
  ...more,
});
