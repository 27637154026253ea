const NEWLINE = 10;

/** The lines of a file that comes piece by piece, without their ends; one at a time in memory. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Uint8Array[] = [];
  for await (const piece of bytes) {
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, from)) {
      yield textOf([...rest, piece.subarray(from, end)]);
      rest = [];
      from = end + 1;
    }
    if (from < piece.length) rest.push(piece.subarray(from));
  }
  if (rest.length > 0) yield textOf(rest);
}

const textOf = (pieces: readonly Uint8Array[]): string =>
  Buffer.concat(pieces).toString('utf8').replace(/\r$/, '');
