import type { Response } from 'openai/resources/responses/responses';

type Json = Record<string, unknown>;

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** What the model of a response does now, in words, as far as its items so far tell. */
export function responseActivity({ status, output }: Pick<Response, 'status' | 'output'>): string {
  if (status === 'queued') return 'Waiting for its turn';
  const items = (Array.isArray(output) ? output : []).map(record);
  const uses = items.filter(({ type }) => type === 'web_search_call').map(({ action }) => record(action));
  const searches = uses.filter(({ type = 'search' }) => type === 'search').length;
  const pages = uses.length - searches;
  const sofar = [counted(searches, 'search', 'searches'), counted(pages, 'page', 'pages')].filter(Boolean);
  const now = nowOf(items.at(-1));
  return sofar.length === 0 ? now : `${now} (${sofar.join(', ')} so far)`;
}

function nowOf(last: Json | undefined): string {
  if (last === undefined) return 'Working';
  if (last.type === 'reasoning') return 'Reasoning';
  if (last.type === 'message') return 'Writing the answer';
  if (last.type !== 'web_search_call') return 'Working';
  const { type = 'search', query, queries, url, pattern } = record(last.action);
  const asked = Array.isArray(queries) ? queries.at(-1) : query;
  if (type === 'search') return typeof asked === 'string' ? `Searching: ${asked}` : 'Searching';
  const place = typeof url === 'string' && URL.canParse(url) ? new URL(url).host : 'a page';
  return type === 'find_in_page' ? `Looking for "${String(pattern)}" on ${place}` : `Reading ${place}`;
}

const counted = (count: number, one: string, many: string): string =>
  count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
