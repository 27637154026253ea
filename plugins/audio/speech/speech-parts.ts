/** OpenAI's limit for one request, in characters. */
const MOST_CHARACTERS = 4096;
/** gpt-4o-mini-tts reads 2,000 tokens at most: in scripts other than Latin a character can be one. */
const DENSE = /[\u0370-\u1fff\u2c00-\u{10ffff}]/u;
const DENSE_WEIGHT = 2.1;

/** Where to part a text, best first. */
const SEAMS = [/\n\s*\n/g, /[.!?…]["'”’)\]]*\s+|[。！？]|\n/g, /[,;:–—]\s+|[，、；：]/g, /\s+/g];

/** Parts of a text that can be spoken one after another; nothing is lost but white space at the seams. */
export function speechParts(text: string): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  for (let end = room(rest); end < rest.length; end = room(rest)) {
    const seam = lastSeam(rest, end);
    parts.push(rest.slice(0, seam).trim());
    rest = rest.slice(seam).trim();
  }
  return [...parts, rest];
}

/** How many code units of a text fit into one request. */
function room(text: string): number {
  let weight = 0;
  let length = 0;
  for (const character of text) {
    weight += DENSE.test(character) ? DENSE_WEIGHT * character.length : character.length;
    if (weight > MOST_CHARACTERS) return length;
    length += character.length;
  }
  return length;
}

function lastSeam(text: string, end: number): number {
  for (const seam of SEAMS) {
    const last = [...text.slice(0, end + 1).matchAll(seam)]
      .map(({ 0: found, index }) => index + found.length)
      .findLast((at) => at <= end + 1);
    if (last !== undefined && last > end / 2) return Math.min(last, text.length);
  }
  return end;
}
