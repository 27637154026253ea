const LONGEST_URL = 2048;
const LONGEST_TITLE = 200;

/** A URL that a person can follow, without what OpenAI adds to it; undefined for what leads nowhere on the web. */
export function pageUrl(given: unknown): string | undefined {
  if (typeof given !== 'string' || !URL.canParse(given)) return undefined;
  const url = new URL(given);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  url.username = '';
  url.password = '';
  // Other parameters are left as they are written: to parse and write them again may change what they mean.
  url.search = url.search.replace(/([?&])utm_source=(openai|chatgpt\.com)(&|$)/, (_, first, __, last) =>
    last === '&' ? first : '',
  );
  return url.href.length > LONGEST_URL ? undefined : url.href;
}

/** A page's title on one line; its host where it has none. */
export function pageTitle(given: unknown, url: string): string {
  const title = typeof given === 'string' ? given.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim() : '';
  if (title === '') return new URL(url).host;
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1).trimEnd()}…` : title;
}
