/** Longer lines are not kept: no example that OpenAI takes has as many tokens. */
const LONGEST_LINE = 24 * 1024 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const WIDE = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** One line of a file; empty ones are left out. */
export interface JsonLine {
  number: number;
  /** Undefined where it can't be read. */
  text: string | undefined;
  trouble?: 'invalid-utf8' | 'line-too-long' | 'utf16';
  /** On the first line alone. */
  hasBom?: boolean;
  hasReturn: boolean;
  /** Where it ends, in bytes from the beginning of the file. */
  end: number;
}

/** The lines of a file that comes piece by piece, never whole in memory. */
export async function* jsonLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<JsonLine> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let isTooLong = false;
  let number = 1;
  let end = 0;

  const take = (piece: Uint8Array): void => {
    if (isTooLong || heldBytes + piece.length > LONGEST_LINE) {
      isTooLong = true;
      held = [];
    } else held.push(piece);
    heldBytes += piece.length;
  };
  const finish = (): JsonLine | undefined => {
    const line = isTooLong
      ? ({ number, text: undefined, trouble: 'line-too-long', hasReturn: false, end } as const)
      : lineOf(Buffer.concat(held), number, end);
    held = [];
    heldBytes = 0;
    isTooLong = false;
    number += 1;
    return line;
  };

  for await (const piece of pieces) {
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, from)) {
      take(piece.subarray(from, at));
      end += at + 1 - from;
      from = at + 1;
      const line = finish();
      if (line !== undefined) yield line;
      if (line?.trouble === 'utf16') return;
    }
    take(piece.slice(from));
    end += piece.length - from;
  }
  const line = heldBytes === 0 ? undefined : finish();
  if (line !== undefined) yield line;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function lineOf(bytes: Buffer, number: number, end: number): JsonLine | undefined {
  const isFirst = number === 1;
  if (isFirst && WIDE.some((mark) => bytes.subarray(0, 2).equals(mark)))
    return { number, text: undefined, trouble: 'utf16', hasReturn: false, end };
  const hasBom = isFirst && bytes.subarray(0, 3).equals(BOM);
  const hasReturn = bytes.at(-1) === RETURN;
  const facts = { number, hasReturn, end, ...(hasBom && { hasBom }) };
  try {
    const text = decoder.decode(hasBom ? bytes.subarray(3) : bytes);
    return text.trim() === '' && !hasBom ? undefined : { ...facts, text };
  } catch {
    return { ...facts, text: undefined, trouble: 'invalid-utf8' };
  }
}
