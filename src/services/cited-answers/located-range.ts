/** Where a citation stands in a text, in UTF-16 units; `end` is the first unit behind it. */
export interface Range {
  start: number;
  end: number;
}

/** Citations come as a link at the end of what they prove, such as ` ([example.com](https://example.com/))`. */
const LINK = /^\s*\(?\s*\[[^\]]*\]\(.*\)\s*\)?$/s;
const SURROGATE = /[\ud800-\udbff]/;

export const isLink = (text: string): boolean => LINK.test(text);

/**
 * Finds the places of citations in one text. OpenAI counts characters, which are more than one unit each outside of the basic
 * plane; others count units: whichever place is a link to the cited page is right.
 */
export class LocatedRanges {
  /** The unit at which each character begins; undefined where all are of one unit. */
  private readonly starts: Uint32Array | undefined;

  constructor(private readonly text: string) {
    this.starts = SURROGATE.test(text) ? startsOf(text) : undefined;
  }

  /** Undefined where it stands nowhere in the text. */
  find(start: unknown, end: unknown, url: string): Range | undefined {
    if (!Number.isInteger(start) || !Number.isInteger(end)) return undefined;
    const units = { start: start as number, end: end as number };
    if (units.start < 0 || units.end < units.start) return undefined;
    const characters = { start: this.unitOf(units.start), end: this.unitOf(units.end) };
    const found = [characters, units].find((range) => this.isLinkTo(range, url)) ?? characters;
    return found.end <= this.text.length ? found : undefined;
  }

  private isLinkTo({ start, end }: Range, url: string): boolean {
    const slice = this.text.slice(start, end);
    return slice.includes(url) && isLink(slice);
  }

  private unitOf(character: number): number {
    return this.starts === undefined ? character : (this.starts[character] ?? this.text.length + 1);
  }
}

function startsOf(text: string): Uint32Array {
  const starts = new Uint32Array(text.length + 1);
  let characters = 0;
  for (let unit = 0; unit < text.length; unit += text.codePointAt(unit)! > 0xffff ? 2 : 1) {
    starts[characters] = unit;
    characters += 1;
  }
  starts[characters] = text.length;
  return starts.subarray(0, characters + 1);
}
