import { isLink, LocatedRanges, type Range } from './located-range.js';
import type { SourceList } from './source-list.js';

/** A part of an answer as the API has it. */
export interface AnnotatedText {
  text: string;
  annotations?: readonly object[] | null;
}

const LONGEST_CLAIM = 160;

/** The text with `[1]` in the place of each citation; the cited pages are added to the list. */
export function citedText({ text, annotations }: AnnotatedText, sources: SourceList): string {
  const cited: string[] = [];
  let at = 0;
  for (const { start, end, pages } of placesIn(text, annotations ?? [], sources)) {
    const slice = text.slice(start, end);
    const replaced = isLink(slice) && start >= at;
    const claim = cut(replaced ? claimBefore(text, start) : slice);
    const numbers = pages.map(({ url, title }) => sources.cite(url, title, claim));
    const marks = [...new Set(numbers)].map((n) => `[${n}]`).join('');
    const before = replaced ? text.slice(at, start).trimEnd() : text.slice(at, Math.max(at, end));
    cited.push(before, ' ', marks);
    at = Math.max(at, end);
  }
  return cited.join('') + text.slice(at);
}

/** Where the citations stand, in order; what stands nowhere in the text is a source all the same. */
function placesIn(text: string, annotations: readonly object[], sources: SourceList): Place[] {
  const ranges = new LocatedRanges(text);
  const places = new Map<string, Place>();
  for (const one of annotations) {
    const { type, url, title, start_index, end_index } = one as Record<string, unknown>;
    const page = type === 'url_citation' ? sources.page(url, title) : undefined;
    if (page === undefined) continue;
    const range = ranges.find(start_index, end_index, String(url));
    if (range === undefined) sources.cite(page.url, page.title);
    else {
      const key = `${range.start}-${range.end}`;
      const place = places.get(key) ?? { ...range, pages: [] };
      place.pages.push(page);
      places.set(key, place);
    }
  }
  return [...places.values()].sort((one, other) => one.start - other.start || one.end - other.end);
}

interface Place extends Range {
  pages: { url: string; title: string }[];
}

/** The sentence that ends where a citation begins. */
function claimBefore(text: string, end: number): string {
  const before = text.slice(Math.max(0, end - 4 * LONGEST_CLAIM), end).trimEnd();
  const body = before.replace(/[.!?]$/, '');
  const starts = [...body.matchAll(/[.!?]\s|\n/g)].map(({ index, 0: mark }) => index + mark.length);
  return before.slice(starts.at(-1) ?? 0);
}

function cut(claim: string): string {
  const line = claim.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_CLAIM ? `…${line.slice(-LONGEST_CLAIM).trimStart()}` : line;
}
