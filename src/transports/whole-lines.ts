import { Readable } from 'node:stream';

const NEWLINE = 10;

/**
 * What a stream brings, in pieces of whole lines: the SDK joins the pieces of a long line over and over, which takes
 * minutes where a line holds a picture. A line above the limit ends it.
 */
export function wholeLines(source: Readable, maxBytes: number): Readable {
  const lines = new Readable({ read() {} });
  let pieces: Buffer[] = [];
  let size = 0;
  const flush = (last: Buffer) => {
    lines.push(pieces.length === 0 ? last : Buffer.concat([...pieces, last]));
    pieces = [];
    size = 0;
  };

  source.on('data', (chunk: Buffer) => {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) flush(chunk.subarray(0, end));
    if (end === chunk.length) return;
    pieces.push(chunk.subarray(end));
    size += chunk.length - end;
    if (size > maxBytes)
      lines.destroy(new Error(`A line of more than ${maxBytes} bytes ends the connection.`));
  });
  source.once('error', (error) => lines.destroy(error));
  const end = () => {
    if (size > 0) flush(Buffer.of(NEWLINE));
    // What came last is to be answered before the connection ends.
    setImmediate(() => lines.push(null));
  };
  source.once('end', end).once('close', end);
  return lines;
}
