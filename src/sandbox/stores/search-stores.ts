import { badRequest, missing } from '../api-error.js';
import type { WireJson } from '../wire-json.js';
import { passes } from './attributes.js';
import type { VectorStore } from './vector-store.js';

const MOST_QUERY = 4096;
const FILLERS = /\b(what|which|who|how|is|are|the|a|an|of|do|does|please|tell|me|about|can|you)\b/gi;

/** What the stores hold that is like a query, best first, as a search of one store answers. */
export function searchStores(stores: readonly VectorStore[], body: WireJson): WireJson {
  const queries = queriesOf(body);
  const limit = body.max_num_results ?? 10;
  if (!Number.isInteger(limit) || limit < 1 || limit > 50)
    throw badRequest("Invalid 'max_num_results': expected 1 to 50.", 'max_num_results', 'invalid_value');
  const least = body.ranking_options?.score_threshold ?? 0;
  const found = stores.flatMap((store) => {
    store.touch();
    return [...store.files.values()]
      .filter((file) => passes(file.facts.attributes, body.filters))
      .flatMap((file) =>
        queries
          .flatMap((query) => file.score(query))
          .map(({ text, score }) => ({
            file_id: file.facts.id,
            filename: file.name,
            score,
            attributes: file.facts.attributes,
            content: [{ type: 'text', text }],
          })),
      );
  });
  const data = found
    .filter(({ score }) => score > 0 && score >= least)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, limit);
  return {
    object: 'vector_store.search_results.page',
    search_query: queries,
    data,
    has_more: false,
    next_page: null,
  };
}

function queriesOf({ query, rewrite_query }: WireJson): string[] {
  if (query === undefined) throw missing('query');
  const queries: string[] = Array.isArray(query) ? query : [query];
  if (queries.length === 0 || queries.some((each) => typeof each !== 'string' || each === ''))
    throw badRequest("Invalid 'query': expected a text, or texts.", 'query', 'invalid_value');
  if (queries.some((each) => each.length > MOST_QUERY))
    throw badRequest(`Invalid 'query': string too long.`, 'query', 'string_above_max_length');
  if (rewrite_query !== true) return queries;
  return queries.map(
    (each) =>
      each
        .replace(FILLERS, ' ')
        .replace(/[?!.\s]+/g, ' ')
        .trim() || each,
  );
}
