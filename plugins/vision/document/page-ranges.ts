import { ToolError } from 'openai-mcp-host/plugin';

/**
 * The pages that ranges such as `1-3,7,10-` name, in their order, each once.
 *
 * @param count how many pages there are.
 * @throws ToolError `PAGES_INVALID`, `PAGES_OUT_OF_RANGE`.
 */
export function pagesIn(ranges: string, count: number): number[] {
  const pages = new Set<number>();
  for (const range of ranges.split(',')) {
    const [, first, dash, last] = /^\s*(\d{1,6})\s*(?:(-)\s*(\d{1,6})?)?\s*$/.exec(range) ?? [];
    if (first === undefined)
      throw invalid(`"${range.trim().slice(0, 40)}" is no page and no range of pages.`);
    const from = Number(first);
    const to = last === undefined ? (dash === undefined ? from : count) : Number(last);
    if (from < 1 || from > count) throw outOfRange(from, count);
    if (to > count) throw outOfRange(to, count);
    if (to < from) throw invalid(`The range ${range.trim()} ends before it begins.`);
    for (let page = from; page <= to; page += 1) pages.add(page);
  }
  return [...pages];
}

const invalid = (message: string) =>
  new ToolError('PAGES_INVALID', message, 'Write pages as 1-3,7 or 10- for all from there on.');

const outOfRange = (page: number, count: number) =>
  new ToolError(
    'PAGES_OUT_OF_RANGE',
    `There is no page ${page}: the document has ${count} page${count === 1 ? '' : 's'}.`,
    `Ask for pages from 1 to ${count}.`,
  );

/** Such as `1-3, 7`: the shortest words for these pages. */
export function namesOf(pages: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const page of pages) {
    const last = spans.at(-1);
    if (last !== undefined && page === last[1] + 1) last[1] = page;
    else spans.push([page, page]);
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
