import type { Choices } from './combinations.ts';
import { type Call, NONE } from './given.ts';

const WEB_SEARCH = [
  NONE,
  {},
  { allowed_domains: ['https://example.com/a', 'example.org'] },
  { user_location: { city: 'Oslo', country: 'NO', region: 'Oslo', timezone: 'Europe/Oslo' } },
  { user_location: { type: 'approximate' } },
  { search_context_size: 'low' },
  { search_context_size: 'high', external_web_access: false, max_tool_calls: 3 },
];

/** The tools that search the web, and those of the jobs that they leave behind. */
export async function researchArguments(call: Call): Promise<Record<string, Choices>> {
  const query = ['Who keeps the lighthouse?'];
  const started = await call('deep-research', { query: query[0], wait_seconds: 0 });
  const { id } = (started.structuredContent ?? {}) as { id: string };
  return {
    'web-search': { query, model: [NONE, 'gpt-6-luna'], web_search: WEB_SEARCH },
    'deep-research': {
      query,
      model: [NONE, 'gpt-6.1-terra'],
      web_search: WEB_SEARCH,
      reasoning_effort: [NONE, 'low', 'medium', 'high', 'xhigh', 'max'],
      wait_seconds: [0],
    },
    'get-job': { id: [NONE, id], wait_seconds: [0, 1] },
    'list-jobs': { status: [NONE, 'completed'], limit: [NONE, 1], after: [NONE, id] },
    'cancel-job': { id: [id] },
  };
}
