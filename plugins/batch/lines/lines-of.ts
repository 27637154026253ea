import { ToolError } from 'openai-mcp-host/plugin';

const NEWLINE = 10;
const LONGEST_BYTES = 32 * 1024 * 1024;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The lines of a file, numbered from 1, without empty ones; one at a time in memory.
 *
 * @throws ToolError `BATCH_LINES_INVALID` where one is too long to be held.
 */
export async function* linesOf(
  blob: Blob,
  longest = LONGEST_BYTES,
): AsyncGenerator<{ text: string; number: number }> {
  let number = 0;
  let rest: Uint8Array[] = [];
  let held = 0;
  const next = (last?: Uint8Array) => {
    const bytes = Buffer.concat(last === undefined ? rest : [...rest, last]);
    number += 1;
    rest = [];
    held = 0;
    const text = bytes.toString('utf8').trim();
    return { text: number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text, number };
  };
  for await (const piece of blob.stream() as unknown as AsyncIterable<Uint8Array>) {
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, from)) {
      const line = next(piece.subarray(from, end));
      from = end + 1;
      if (line.text !== '') yield line;
    }
    if (from === piece.length) continue;
    rest.push(piece.subarray(from));
    held += piece.length - from;
    if (held > longest) throw tooLong(number + 1, longest);
  }
  const last = rest.length > 0 ? next() : undefined;
  if (last !== undefined && last.text !== '') yield last;
}

const tooLong = (number: number, longest: number) =>
  new ToolError(
    'BATCH_LINES_INVALID',
    `Line ${number} is longer than ${longest / 1024 / 1024} MB.`,
    'A JSONL file has one request on each line.',
  );
