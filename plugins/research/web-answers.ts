import type { Response, ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import { OpenAIClient, Provider, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';

/** Asks a model that searches the web by OpenAI's hosted tool. */
@Service()
export class WebAnswers {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly provider: Provider,
  ) {}

  /** @throws ToolError `WEB_SEARCH_UNAVAILABLE` where the provider has no such tool. */
  async ask(
    body: ResponseCreateParamsNonStreaming,
    task: 'standard' | 'hard',
    call: ToolCall,
  ): Promise<Response> {
    if (!this.provider.usesResponses()) throw unavailable();
    let response: Response;
    try {
      response = await this.openai.responses.create(body, { headers: { 'openai-mcp-host-task': task } });
    } catch (error) {
      // The SDK looks into the output of what calls itself a response.
      if (error instanceof TypeError) throw unreadable(error);
      throw this.provider.kind !== 'openai' && refusesTheTool(error) ? unavailable(error) : error;
    }
    if (hasAnswered(response) && !hasSearched(response))
      call.note('The model answered without a search of the web: it stands on what it knew.');
    return response;
  }
}

const hasAnswered = ({ status }: Response): boolean => status === 'completed' || status === 'incomplete';

const hasSearched = ({ output }: Response): boolean =>
  !Array.isArray(output) || output.some((item) => item?.type === 'web_search_call');

/** No Responses API, no background, or no such tool; never a model that is missing. */
function refusesTheTool(error: unknown): boolean {
  const { status, code, message } = error as { status?: number; code?: string; message?: string };
  if (code === 'model_not_found') return false;
  if (status === 404 || status === 405 || status === 501) return true;
  return (status === 400 || status === 422) && /web_search|tools?\b|background/i.test(message ?? '');
}

const unavailable = (cause?: unknown) =>
  new ToolError(
    'WEB_SEARCH_UNAVAILABLE',
    "The provider has no web search of its own: that takes OpenAI's Responses API.",
    'Use OpenAI or Azure OpenAI, or a search tool of another server.',
    { cause },
  );

const unreadable = (cause: unknown) =>
  new ToolError(
    'UPSTREAM_INVALID_RESPONSE',
    "The provider's answer does not have the form of OpenAI's API.",
    'Try again. If it stays so, check openai.baseURL in the config.',
    { cause },
  );
