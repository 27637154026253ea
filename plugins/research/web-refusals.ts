import { ToolError } from 'openai-mcp-host/plugin';

/** No Responses API, no background, or no such tool; never a model that is missing. */
export function refusesTheTool(error: unknown): boolean {
  const { status, code, message } = error as { status?: number; code?: string; message?: string };
  if (code === 'model_not_found') return false;
  if (status === 404 || status === 405 || status === 501) return true;
  return (status === 400 || status === 422) && /web_search|tools?\b|background/i.test(message ?? '');
}

export const unavailable = (cause?: unknown) =>
  new ToolError(
    'WEB_SEARCH_UNAVAILABLE',
    "The provider has no web search of its own: that takes OpenAI's Responses API.",
    'Use OpenAI or Azure OpenAI, or a search tool of another server.',
    { cause },
  );

export const unreadable = (cause?: unknown) =>
  new ToolError(
    'UPSTREAM_INVALID_RESPONSE',
    "The provider's answer does not have the form of OpenAI's API.",
    'Try again. If it stays so, check openai.baseURL in the config.',
    { cause },
  );
