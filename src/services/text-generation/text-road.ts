import type { Models } from '../../plugin-api/models.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import type { Provider } from '../../plugin-api/provider.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import { withChatDetails } from './chat-details.js';
import { askChat } from './chat-text.js';
import { abilitiesOf } from './model-abilities.js';
import type { RawAnswer, ReadyRequest } from './ready-request.js';
import { askResponses, LEAST_TOKENS } from './responses-text.js';
import { responsesNeedOf, whichApi } from './which-api.js';

/** Takes requests to the API that they fit, and several answers from where there are several. */
export class TextRoad {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly provider: Provider,
    private readonly models: Models,
  ) {}

  /** At least one answer, and `n` where none fails. */
  async ask(request: ReadyRequest, n: number, call: ToolCall): Promise<RawAnswer[]> {
    const abilities = abilitiesOf(request.model, this.models);
    const api = whichApi(request, n, this.provider, abilities);
    if (api === 'responses') return this.each(n, request, (one) => this.askResponses(one, call));
    try {
      return await this.askChat(request, n, call);
    } catch (error) {
      const { status, param } = error as { status?: number; param?: string | null };
      if (n === 1 || status !== 400 || param !== 'n') throw error;
      return this.each(n, request, (one) => this.askChatOnce(one, call));
    }
  }

  /** Requests side by side; those that fail don't take the others along. Only the first tells of its text. */
  private async each(
    n: number,
    request: ReadyRequest,
    ask: (request: ReadyRequest) => Promise<RawAnswer>,
  ): Promise<RawAnswer[]> {
    const rest = { ...request, onText: undefined };
    const asked = Array.from({ length: n }, (_, index) => ask(index === 0 ? request : rest));
    const ends = await Promise.allSettled(asked);
    const answers = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    if (answers.length === 0) throw (ends[0] as PromiseRejectedResult).reason;
    return answers;
  }

  private async askResponses(request: ReadyRequest, call: ToolCall): Promise<RawAnswer> {
    try {
      const answer = await askResponses(this.openai, request);
      if ((request.maxTokens ?? LEAST_TOKENS) < LEAST_TOKENS) {
        call.note(`max_tokens was raised to ${LEAST_TOKENS}, the least that the Responses API takes.`);
      }
      return answer;
    } catch (error) {
      const { status } = error as { status?: number };
      const isMissing = status === 404 || status === 405;
      if (this.provider.kind === 'openai' || !isMissing || responsesNeedOf(request)) throw error;
      // A 404 can mean the model, too: only an answer over Chat Completions proves what is missing.
      const answer = await this.askChatOnce(request, call);
      this.provider.rememberNoResponses();
      return answer;
    }
  }

  private askChat(request: ReadyRequest, n: number, call: ToolCall): Promise<RawAnswer[]> {
    const wish = { n, plain: this.provider.kind === 'compatible' };
    return askChat(this.openai, withChatDetails(request, call), wish);
  }

  private async askChatOnce(request: ReadyRequest, call: ToolCall): Promise<RawAnswer> {
    const [answer] = await this.askChat(request, 1, call);
    return answer!;
  }
}
