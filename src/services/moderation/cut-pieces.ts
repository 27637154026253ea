/** OpenAI reads 32,768 tokens of a text, and a character is four at most. */
const PIECE = 8000;
/** So that what stands at a cut is whole in one of two pieces. */
const OVERLAP = 200;

/** A text in pieces, none of which OpenAI would cut. */
export function cutPieces(text: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start === 0 || start + OVERLAP < text.length; start += PIECE - OVERLAP) {
    // Half of a surrogate pair is no text that JSON has.
    pieces.push(text.slice(start, start + PIECE).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, ''));
  }
  return pieces.filter((piece) => piece !== '');
}
