/** Where a citation stands in a text, in UTF-16 units; `end` is the first unit behind it. */
export interface Range {
  start: number;
  end: number;
}

/**
 * Finds the place of a citation. OpenAI counts characters, which are more than one unit each outside of the basic plane; others count
 * units: whichever place has the cited URL in it is right.
 */
export function locatedRange(text: string, start: unknown, end: unknown, url: string): Range | undefined {
  if (!Number.isInteger(start) || !Number.isInteger(end)) return undefined;
  const [first, last] = [start as number, end as number];
  if (first < 0 || last < first) return undefined;
  const units = { start: first, end: last };
  const characters = { start: unitOf(text, first), end: unitOf(text, last) };
  const fits = (range: Range) => text.slice(range.start, range.end).includes(url);
  if (fits(units) && !fits(characters)) return units;
  return characters.end <= text.length ? characters : undefined;
}

/** Index of the unit at which a character begins; beyond the text, beyond the text. */
function unitOf(text: string, character: number): number {
  let unit = 0;
  for (let seen = 0; seen < character; seen++) {
    if (unit >= text.length) return text.length + 1;
    unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
  }
  return unit;
}
