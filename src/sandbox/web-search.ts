import type { WireJson } from './wire-json.js';

const LONGEST_QUERY = 60;

export const webSearchIn = (body: WireJson): WireJson | undefined =>
  (Array.isArray(body.tools) ? body.tools : []).find((tool: WireJson) =>
    /^web_search(_\d{4}_\d\d_\d\d)?$/.test(tool?.type),
  );

/** What a hosted search finds here. */
export interface Findings {
  /** Before the message: what was searched for, and read. */
  calls: WireJson[];
  text: string;
  annotations: WireJson[];
  /** Searches of the web that are billed. */
  webSearches: number;
}

/** Lets an answer stand on two pages that do not exist, of the domain that was allowed, as the real API writes citations: a link in the text, and a note where it stands. */
export function findOnTheWeb(text: string, asked: string, body: WireJson): Findings {
  const tool = webSearchIn(body);
  const domain: string = tool?.filters?.allowed_domains?.[0] ?? 'example.com';
  const query = asked.replace(/\s+/g, ' ').trim().slice(0, LONGEST_QUERY);
  const pages = ['a', 'b'].map((name) => ({
    url: `https://${domain}/sandbox/${name}?utm_source=openai`,
    title: `Sandbox page ${name}`,
  }));
  const withSources = (body.include ?? []).includes('web_search_call.action.sources');
  const search = {
    type: 'search',
    query,
    queries: [query],
    ...(withSources && { sources: pages.map(({ url }) => ({ type: 'url', url })) }),
  };
  const actions = [search, { type: 'open_page', url: pages[0]!.url }].slice(0, body.max_tool_calls ?? 2);
  const cited = cite(text, domain, pages);
  const calls = actions.map((action, at) => ({
    ...{ type: 'web_search_call', id: `ws_sandbox_${at}`, status: 'completed' },
    action,
  }));
  return {
    calls: body.reasoning?.effort ? [thought(0), ...calls, thought(1)] : calls,
    ...cited,
    webSearches: 1,
  };
}

const thought = (at: number) => ({ type: 'reasoning', id: `rs_sandbox_${at}`, summary: [] });

/** The real API counts characters, not UTF-16 units. */
function cite(text: string, domain: string, pages: { url: string; title: string }[]) {
  let whole = text;
  const annotations = pages.map(({ url, title }, at) => {
    whole += at === 0 ? '' : '\nIt is made up, too.';
    const start = [...whole].length + 1;
    whole += ` ([${domain}](${url}))`;
    return { type: 'url_citation', start_index: start, end_index: [...whole].length, url, title };
  });
  return { text: whole, annotations };
}
