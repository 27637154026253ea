import { SourceMap } from 'node:module';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The `mappings` of a text that was compiled twice, back to the first text: those of the second compilation, each place
 * looked up in those of the first.
 */
export function chainMappings(second: string, first: string): string {
  const source = new SourceMap({
    version: 3,
    file: '',
    sources: ['source'],
    sourcesContent: [],
    names: [],
    sourceRoot: '',
    mappings: first,
  });
  let [line, column, writtenLine, writtenColumn] = [0, 0, 0, 0];
  const chainLine = (segments: string): string => {
    let [start, writtenStart] = [0, 0];
    const chained: string[] = [];
    for (const [right = 0, , down, aside] of segments.split(',').map(decode)) {
      start += right;
      if (down === undefined || aside === undefined) continue;
      line += down;
      column += aside;
      const found = source.findEntry(line, column);
      if (!('originalLine' in found)) continue;
      const { originalLine, originalColumn } = found;
      const steps = [start - writtenStart, 0, originalLine - writtenLine, originalColumn - writtenColumn];
      chained.push(steps.map(encode).join(''));
      [writtenStart, writtenLine, writtenColumn] = [start, originalLine, originalColumn];
    }
    return chained.join(',');
  };
  return second.split(';').map(chainLine).join(';');
}

/** Numbers in base 64, five bits a digit, the lowest first; the sign is the lowest bit of all. */
function decode(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of text) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return numbers;
}

function encode(number: number): string {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
