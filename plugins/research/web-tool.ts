import type { WebSearchTool } from 'openai/resources/responses/responses';
import { ToolError } from 'openai-mcp-host/plugin';
import type { WebWishes } from './web-wishes.js';

/** @throws ToolError `INPUT_INVALID` for what is no domain. */
export function webTool({ web_search = {} }: WebWishes): WebSearchTool {
  const {
    allowed_domains: domains = [],
    user_location: location,
    max_tool_calls: _,
    ...options
  } = web_search;
  return {
    type: 'web_search',
    ...(domains.length > 0 && { filters: { allowed_domains: [...new Set(domains.map(domainOf))] } }),
    ...(location && { user_location: { ...location, type: 'approximate' as const } }),
    ...options,
  };
}

/** OpenAI wants it bare: `example.com`. */
function domainOf(given: string): string {
  const bare = given
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/?#].*$/s, '');
  const url = `https://${bare}`;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  if (/^[^.]+(\.[^.]+)+$/.test(host) && !/[@:]/.test(bare)) return host;
  throw new ToolError(
    'INPUT_INVALID',
    `"${given.slice(0, 80)}" in allowed_domains is no domain.`,
    'Write domains such as example.com.',
  );
}
