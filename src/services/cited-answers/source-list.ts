import type { Source } from '../../plugin-api/cited-answers.js';
import { pageTitle, pageUrl } from './web-page.js';

/** More than anybody reads of pages that were looked at and not cited. */
const MOST_CONSULTED = 50;
const MOST_CLAIMS = 5;

/** The pages of an answer, each once, numbered in the order in which they are cited. */
export class SourceList {
  private readonly cited = new Map<string, Source>();
  private readonly consulted = new Set<string>();

  /** A page as it is listed; undefined for what is none. */
  page(given: unknown, title: unknown): { url: string; title: string } | undefined {
    const url = pageUrl(given);
    return url === undefined ? undefined : { url, title: pageTitle(title, url) };
  }

  /** @returns its number. */
  cite(url: string, title: string, claim = ''): number {
    const source = this.cited.get(url) ?? { n: this.cited.size + 1, url, title, cited: [] };
    this.cited.set(url, source);
    if (claim !== '' && source.cited.length < MOST_CLAIMS && !source.cited.includes(claim))
      source.cited.push(claim);
    return source.n;
  }

  /** A page that was found or opened on the way. */
  consult(given: unknown): void {
    const url = pageUrl(given);
    if (url !== undefined) this.consulted.add(url);
  }

  get all(): Source[] {
    const others = [...this.consulted].filter((url) => !this.cited.has(url)).slice(0, MOST_CONSULTED);
    return [
      ...this.cited.values(),
      ...others.map((url, index) => ({
        n: this.cited.size + index + 1,
        url,
        title: pageTitle('', url),
        cited: [],
      })),
    ];
  }

  /** Those that are cited, in Markdown; empty where there are none. */
  get markdown(): string {
    const lines = [...this.cited.values()].map(({ n, title, url }) => `[${n}] ${title}: ${url}`);
    return lines.length === 0 ? '' : `Sources:\n${lines.join('\n')}`;
  }
}
