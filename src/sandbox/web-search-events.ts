import type { Findings } from './web-search.js';
import type { WireJson } from './wire-json.js';

const NOTHING_DRAWN = {
  input_tokens: 0,
  input_tokens_details: { image_tokens: 0, text_tokens: 0 },
  output_tokens: 0,
  output_tokens_details: { image_tokens: 0, text_tokens: 0 },
  total_tokens: 0,
};

/** The events of a text with those of the searches before it, and its citations in it. */
export function withFindings(
  [created, begun, ...rest]: WireJson[],
  { calls, annotations, webSearches }: Findings,
): WireJson[] {
  const shift = calls.length;
  const searching = calls.flatMap((item, at) => [
    { type: 'response.output_item.added', output_index: at, item: { ...item, status: 'in_progress' } },
    { type: 'response.output_item.done', output_index: at, item },
  ]);
  const cite = (item: WireJson): WireJson => ({
    ...item,
    content: item.content.map((part: WireJson) => ({ ...part, annotations })),
  });
  const writing = rest.map((event) => {
    const moved = { ...event };
    if (typeof event.output_index === 'number') moved.output_index += shift;
    if (event.type === 'response.content_part.done') moved.part = { ...event.part, annotations };
    if (event.type === 'response.output_item.done') moved.item = cite(event.item);
    if (event.type === 'response.completed')
      moved.response = {
        ...event.response,
        output: [...calls, ...event.response.output.map(cite)],
        tool_usage: { image_gen: NOTHING_DRAWN, web_search: { num_requests: webSearches } },
      };
    return moved;
  });
  return [created, begun, ...searching, ...writing];
}
