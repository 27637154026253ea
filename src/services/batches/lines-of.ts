import { byteLines } from '../../plugin-api/byte-lines.js';

/** The lines of a file that comes piece by piece, without their ends; one at a time in memory. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const { bytes = Buffer.alloc(0) } of byteLines(pieces))
    yield bytes.toString('utf8').replace(/\r$/, '');
}
