import { locatedRange, type Range } from './located-range.js';
import type { SourceList } from './source-list.js';

/** A part of an answer as the API has it. */
export interface AnnotatedText {
  text: string;
  annotations?: readonly object[] | null;
}

const LONGEST_CLAIM = 160;
/** Citations come as a link at the end of what they prove, such as ` ([example.com](https://example.com/))`. */
const LINK = /^\s*\(?\s*\[[^\]]*\]\(.*\)\s*\)?$/s;

/** The text with `[1]` in the place of each citation; the cited pages are added to the list. */
export function citedText({ text, annotations }: AnnotatedText, sources: SourceList): string {
  let cited = '';
  let at = 0;
  for (const { start, end, pages } of placesIn(text, annotations ?? [])) {
    const slice = text.slice(start, end);
    const isLink = LINK.test(slice);
    const claim = isLink ? claimBefore(text, start) : slice;
    const numbers = pages.map(({ url, title }) => sources.cite(url, title, cut(claim)));
    const marks = [...new Set(numbers)].map((n) => `[${n}]`).join('');
    if (isLink && start >= at) cited += `${text.slice(at, start).trimEnd()} ${marks}`;
    else cited += `${text.slice(at, Math.max(at, end))} ${marks}`;
    at = Math.max(at, end);
  }
  return cited + text.slice(at);

  function placesIn(whole: string, all: readonly object[]): Place[] {
    const places = new Map<string, Place>();
    for (const one of all) {
      const { type, url, title, start_index, end_index } = one as Record<string, unknown>;
      const page = type === 'url_citation' ? sources.page(url, title) : undefined;
      if (page === undefined) continue;
      const range = locatedRange(whole, start_index, end_index, String(url));
      // What stands nowhere in the text is a source all the same.
      if (range === undefined) sources.cite(page.url, page.title);
      else {
        const key = `${range.start}-${range.end}`;
        places.set(key, { ...range, pages: [...(places.get(key)?.pages ?? []), page] });
      }
    }
    return [...places.values()].sort((one, other) => one.start - other.start || one.end - other.end);
  }
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
