import type { Block, Reading } from './block.js';
import { LineCount } from './line-count.js';

const DECLARES =
  /^(?:(?:export|default|public|private|protected|internal|static|abstract|async|final|pub(?:\([^)]*\))?|unsafe|extern|sealed|partial|open|data|inline|declare)\s+)*(?:class|interface|enum|struct|trait|impl|function\*?|def|fn|func|fun|type|module|namespace|object|protocol|record|message|service|resource|const|let|var|val)\b/;
const LONGEST_NAME = 80;
/** Ends a unit, and does not begin one. */
const CLOSES = /^[)\]}]|^end\b/;

/** Units: what begins at the left margin behind an empty line, each under the declaration that it belongs to. */
export function readCode(text: string): Reading {
  return { text, blocks: unitsOf(text) };
}

function* unitsOf(text: string): Generator<Block> {
  const lines = new LineCount(text);
  let from = 0;
  let heading = '';
  let isAfterEmpty = false;
  const unit = (to: number): Block[] => {
    const whole = text.slice(from, to);
    const start = from + whole.length - whole.trimStart().length;
    const trimmed = whole.trim();
    if (trimmed === '') return [];
    return [{ text: trimmed, from: start, to: start + trimmed.length, line: lines.of(start), heading }];
  };
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\n', at) + 1 || text.length;
    const line = text.slice(at, Math.min(next, at + 200));
    if (isAfterEmpty && /^\S/.test(line) && !CLOSES.test(line)) {
      yield* unit(at);
      from = at;
      heading = '';
    }
    if (heading === '' && DECLARES.test(line)) heading = nameIn(line);
    isAfterEmpty = line.trim() === '';
    at = next;
  }
  yield* unit(text.length);
}

const nameIn = (line: string): string =>
  line
    .trim()
    .replace(/\s*[{:]?$/, '')
    .slice(0, LONGEST_NAME);
