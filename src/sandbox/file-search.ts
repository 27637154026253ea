import type { KeptStores } from './stores/kept-stores.js';
import { searchStores } from './stores/search-stores.js';
import type { Findings } from './web-search.js';
import type { WireJson } from './wire-json.js';

const CITED = 3;

export const fileSearchIn = (body: WireJson): WireJson | undefined =>
  (Array.isArray(body.tools) ? body.tools : []).find((tool: WireJson) => tool?.type === 'file_search');

/** Lets an answer stand on what the stores have, as the real API cites files: notes where the text ends. */
export function findInFiles(text: string, asked: string, body: WireJson, kept: KeptStores): Findings {
  const { vector_store_ids: ids, max_num_results = 20, filters } = fileSearchIn(body);
  const stores = ids.map((id: string) => kept.find(id));
  const query = asked.slice(0, 4096) || '?';
  const { data } = searchStores(stores, { query, max_num_results, filters });
  const call = { type: 'file_search_call', id: 'fs_sandbox_0', status: 'completed', queries: [query] };
  const withResults = (body.include ?? []).includes('file_search_call.results');
  const results = withResults
    ? data.map(({ content, ...found }: WireJson) => ({ ...found, text: content[0].text }))
    : null;
  const quoted = data
    .slice(0, 1)
    .map(({ content }: WireJson) => `\nIt found: "${content[0].text.slice(0, 200)}"`);
  const whole = `${text}${quoted.join('')}`;
  const annotations = data.slice(0, CITED).map(({ file_id, filename }: WireJson) => ({
    ...{ type: 'file_citation', file_id, filename },
    index: [...whole].length,
  }));
  if (body.max_tool_calls === 0) return { calls: [], text, annotations: [], webSearches: 0 };
  return { calls: [{ ...call, results }], text: whole, annotations, webSearches: 0 };
}
