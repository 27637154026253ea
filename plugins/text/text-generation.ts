import { Defaults, OpenAIClient, Provider, Service, type ToolCall } from 'openai-mcp-host/plugin';
import { askChat } from './chat-text.js';
import { askResponses, LEAST_TOKENS } from './responses-text.js';
import { settleAnswer } from './settle-answer.js';
import { TextSettings } from './text.settings.js';
import type { ReadyRequest, TextAnswer, TextRequest } from './text-request.js';

/** One request for text: over the Responses API where the provider has it, over Chat Completions otherwise. */
@Service()
export class TextGeneration {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly provider: Provider,
    private readonly defaults: Defaults,
    private readonly settings: TextSettings,
  ) {}

  /** @throws ToolError `CONTENT_REFUSED` and `OUTPUT_INCOMPLETE` among others. */
  async ask(request: TextRequest, call: ToolCall): Promise<TextAnswer> {
    const ready: ReadyRequest = {
      ...request,
      model: request.model ?? this.defaults.model ?? this.settings.model,
      maxTokens: request.maxTokens ?? this.defaults.maxTokens,
      temperature: request.temperature ?? this.defaults.temperature,
    };
    const answer = this.provider.usesResponses()
      ? await this.askResponsesFirst(ready, call)
      : await this.askChat(ready);
    return settleAnswer(answer, ready, call);
  }

  private async askResponsesFirst(request: ReadyRequest, call: ToolCall): Promise<TextAnswer> {
    try {
      const answer = await askResponses(this.openai, request);
      if ((request.maxTokens ?? LEAST_TOKENS) < LEAST_TOKENS) {
        call.note(`max_tokens was raised to ${LEAST_TOKENS}, the least that the Responses API takes.`);
      }
      return answer;
    } catch (error) {
      const { status } = error as { status?: number };
      if (this.provider.kind === 'openai' || (status !== 404 && status !== 405)) throw error;
      // A 404 can mean the model, too: only an answer over Chat Completions proves what is missing.
      const answer = await this.askChat(request);
      this.provider.rememberNoResponses();
      return answer;
    }
  }

  private askChat(request: ReadyRequest): Promise<TextAnswer> {
    return askChat(this.openai, request, this.provider.kind === 'compatible');
  }
}
