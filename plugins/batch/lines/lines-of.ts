import { byteLines, ToolError } from 'openai-mcp-host/plugin';

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
  for await (const { bytes, number } of byteLines(blob.stream(), longest)) {
    if (bytes === undefined) throw tooLong(number, longest);
    const whole = bytes.toString('utf8').trim();
    const text = number === 1 && whole.startsWith(BYTE_ORDER_MARK) ? whole.slice(1) : whole;
    if (text !== '') yield { text, number };
  }
}

const tooLong = (number: number, longest: number) =>
  new ToolError(
    'BATCH_LINES_INVALID',
    `Line ${number} is longer than ${longest / 1024 / 1024} MB.`,
    'A JSONL file has one request on each line.',
  );
