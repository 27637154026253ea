/** Deeper than anything that is meant; what walks through it in recursion stays far from the end of the stack. */
const MOST_LEVELS = 200;

const QUOTE = 34;
const BACKSLASH = 92;
const BRACKET = 91;
const BRACE = 123;
const BRACKET_END = 93;
const BRACE_END = 125;

/** JSON that is not taken. */
export class UnfitBody extends Error {
  override readonly name = 'UnfitBody';
}

/**
 * A body as JSON.
 *
 * @throws UnfitBody where it is none, is nested too deeply, or names `__proto__`, which could change other objects.
 */
export function parseBody(body: Buffer): unknown {
  // Shorter ones can't be deeper.
  if (body.length > 2 * MOST_LEVELS && isTooDeep(body)) {
    throw new UnfitBody(`The request body is nested more than ${MOST_LEVELS} levels deep.`);
  }
  const text = body.toString('utf8');
  try {
    return mayNamePrototype(text) ? JSON.parse(text, refusePrototype) : JSON.parse(text);
  } catch (error) {
    if (error instanceof UnfitBody) throw error;
    throw new UnfitBody('The request body is not valid JSON.');
  }
}

/** A name can be escaped in part: `"\u005f_proto__"`. */
const mayNamePrototype = (text: string): boolean => text.includes('__proto__') || text.includes('\\u00');

function refusePrototype(this: unknown, key: string, value: unknown): unknown {
  if (key === '__proto__') throw new UnfitBody('The request body names __proto__.');
  return value;
}

function isTooDeep(body: Buffer): boolean {
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]!;
    if (byte === QUOTE) {
      at = endOfString(body, at);
      if (at < 0) return false;
    } else if (byte === BRACKET || byte === BRACE) {
      if (++depth > MOST_LEVELS) return true;
    } else if (byte === BRACKET_END || byte === BRACE_END) depth--;
  }
  return false;
}

/** Where the string that begins at `start` ends, or -1. Strings may be pictures: each is passed at once. */
function endOfString(body: Buffer, start: number): number {
  for (let end = body.indexOf(QUOTE, start + 1); end >= 0; end = body.indexOf(QUOTE, end + 1)) {
    let before = end - 1;
    while (body[before] === BACKSLASH) before--;
    if ((end - 1 - before) % 2 === 0) return end;
  }
  return -1;
}
