const NEWLINE = 0x0a;

/** One line of a file, without its line feed. */
export interface ByteLine {
  /** From 1. */
  number: number;
  /** Undefined where there are more of them than are kept. */
  bytes: Buffer | undefined;
  /** Where it ends, in bytes from the beginning of the file, its line feed included. */
  end: number;
}

/**
 * The lines of a file that comes piece by piece, such as one of JSONL; never more than one of them in memory.
 *
 * @param longest of how many bytes a line is kept; the rest of a longer one is passed over.
 */
export async function* byteLines(
  pieces: AsyncIterable<Uint8Array>,
  longest = Number.POSITIVE_INFINITY,
): AsyncGenerator<ByteLine> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let number = 0;
  let end = 0;
  const hold = (piece: Uint8Array): void => {
    heldBytes += piece.length;
    end += piece.length;
    if (heldBytes <= longest) held.push(piece);
    else held = [];
  };
  const finish = (): ByteLine => {
    const bytes = heldBytes > longest ? undefined : Buffer.concat(held);
    held = [];
    heldBytes = 0;
    return { number: ++number, bytes, end };
  };
  for await (const piece of pieces) {
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, from)) {
      hold(piece.subarray(from, at));
      end += 1;
      from = at + 1;
      yield finish();
    }
    // A copy: the piece itself may be filled anew.
    if (from < piece.length) hold(piece.slice(from));
  }
  if (heldBytes > 0) yield finish();
}
