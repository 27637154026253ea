import { setImmediate as tick } from 'node:timers/promises';

/** Up to here bytes are counted: no text has more tokens than bytes, and loading a tokenizer costs more than it saves. */
const SMALL_BYTES = 8192;
// The tokenizer's time grows with the square of an unbroken run (9 s for 100,000 spaces): pieces keep it short.
const PIECE = 1024;
const PIECES_PER_TURN = 8;
/** The newest models' encodings are unpublished; o200k counts them to within less than this. */
const MARGIN = 1.2;

type Count = (text: string) => number;
let counter: Promise<Count | undefined> | undefined;

async function loadCounter(): Promise<Count | undefined> {
  try {
    const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
    const options = { disallowedSpecial: new Set<string>() };
    return (text) => countTokens(text, options);
  } catch {
    // An optional dependency: without it bytes are the bound.
    return undefined;
  }
}

/** At least as many tokens as these texts have, without holding up the event loop; stops counting at `most`. */
export async function countTokens(
  texts: readonly string[],
  most = Number.POSITIVE_INFINITY,
): Promise<number> {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes <= SMALL_BYTES) return Math.min(bytes, most);
  counter ??= loadCounter();
  const count = await counter;
  if (count === undefined) return Math.min(bytes, most);

  let tokens = 0;
  let pieces = 0;
  for (const text of texts) {
    for (const piece of piecesOf(text)) {
      tokens += count(piece);
      pieces += 1;
      if (tokens * MARGIN >= most) return most;
      if (pieces % PIECES_PER_TURN === 0) await tick();
    }
  }
  return Math.min(bytes, Math.ceil(tokens * MARGIN), most);
}

const CHARACTERS_A_TOKEN = 4;

/** The tokens of each text, or a guess by its length where there is no tokenizer; without holding up the event loop. */
export async function eachCount(texts: readonly string[]): Promise<number[]> {
  counter ??= loadCounter();
  const count = await counter;
  const counts: number[] = [];
  let pieces = 0;
  for (const text of texts) {
    let tokens = 0;
    for (const piece of piecesOf(text)) {
      tokens += count?.(piece) ?? Math.ceil(Buffer.byteLength(piece) / CHARACTERS_A_TOKEN);
      pieces += 1;
      if (pieces % PIECES_PER_TURN === 0) await tick();
    }
    counts.push(tokens);
  }
  return counts;
}

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + PIECE, text.length);
    // Half a surrogate pair would be counted as a replacement character.
    if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1]!)) end += 1;
    yield text.slice(start, end);
    start = end;
  }
}
