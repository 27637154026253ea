import { type ByteLine, byteLines } from 'openai-mcp-host/plugin';

/** Longer lines are not kept: no example that OpenAI takes has as many tokens. */
const LONGEST_LINE = 24 * 1024 * 1024;
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
  for await (const each of byteLines(pieces, LONGEST_LINE)) {
    const line = lineOf(each);
    if (line !== undefined) yield line;
    if (line?.trouble === 'utf16') return;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function lineOf({ bytes, number, end }: ByteLine): JsonLine | undefined {
  if (bytes === undefined)
    return { number, text: undefined, trouble: 'line-too-long', hasReturn: false, end };
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
