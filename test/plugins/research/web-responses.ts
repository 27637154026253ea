import { sse } from '../bundled-host.js';

type Json = Record<string, unknown>;

export const link = (url: string, name = 'example.com') => ` ([${name}](${url}))`;

/** A citation of the link that begins at the first place of `url` in the text, counted in characters as OpenAI does. */
export function citing(text: string, url: string, title: unknown = 'A page', from = 0): Json {
  const start = text.indexOf(' ([', text.lastIndexOf(' ([', text.indexOf(url, from)));
  const end = text.indexOf('))', start) + 2;
  const characters = (unit: number) => [...text.slice(0, unit)].length;
  return {
    type: 'url_citation',
    start_index: characters(start + 1),
    end_index: characters(end),
    url,
    title,
  };
}

export const message = (text: string, annotations: Json[] = [], more: Json = {}): Json => ({
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations }],
  ...more,
});

export const webCall = (action: Json): Json => ({
  type: 'web_search_call',
  id: 'ws_1',
  status: 'completed',
  action,
});

/** A response as the API gives it. */
export const response = (output: Json[], more: Json = {}): Json => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  status: 'completed',
  model: 'gpt-6.2-sol',
  service_tier: 'default',
  output,
  usage: {
    input_tokens: 10_000,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 1000,
    output_tokens_details: { reasoning_tokens: 500 },
    total_tokens: 11_000,
  },
  tool_usage: { web_search: { num_requests: 2 } },
  ...more,
});

/** What it costs: 10,000 in at $2, 1,000 out at $10 a million, two searches at one cent. */
export const COST = 0.05;

/** The same while it goes on. */
export const going = (status: string, output: Json[] = []): Json => ({
  ...response(output),
  status,
  usage: null,
  tool_usage: undefined,
});

/** The stream of a response, item by item. */
export const streamed = (whole: Json): string => {
  const output = (whole.output ?? []) as Json[];
  return sse([
    { type: 'response.created', response: { ...whole, status: 'in_progress', output: [], usage: null } },
    ...output.flatMap((item, output_index) => [
      { type: 'response.output_item.added', output_index, item },
      { type: 'response.output_item.done', output_index, item },
    ]),
    { type: `response.${whole.status}`, response: whole },
  ]);
};
