import { Defaults, OpenAIClient, Provider, Service, type ToolCall } from 'openai-mcp-host/plugin';
import type { AnalyzeImageInput } from './analyze-image.input.js';
import { VisionSettings } from './vision.settings.js';

/** The least `max_output_tokens` that the Responses API takes. */
const LEAST_TOKENS = 16;

export interface ImageAnswer {
  id: string;
  text: string;
  /** Why the answer ends before its end. */
  cut?: 'length' | 'refusal';
}

/** One question about one picture: over the Responses API where the provider has it, else over Chat Completions. */
@Service()
export class ImageQuestions {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly provider: Provider,
    private readonly defaults: Defaults,
    private readonly settings: VisionSettings,
  ) {}

  async ask(input: AnalyzeImageInput, url: string, call: ToolCall): Promise<ImageAnswer> {
    if (!this.provider.usesResponses()) return this.askChat(input, url);
    try {
      return await this.askResponses(input, url, call);
    } catch (error) {
      const { status } = error as { status?: number };
      if (this.provider.kind === 'openai' || (status !== 404 && status !== 405)) throw error;
      // A 404 can mean the model, too: only an answer over Chat Completions proves what is missing.
      const answer = await this.askChat(input, url);
      this.provider.rememberNoResponses();
      return answer;
    }
  }

  private async askResponses(
    { prompt, model, max_tokens, detail }: AnalyzeImageInput,
    url: string,
    call: ToolCall,
  ): Promise<ImageAnswer> {
    const limit = max_tokens ?? this.defaults.maxTokens;
    const raised = limit !== undefined && limit < LEAST_TOKENS ? LEAST_TOKENS : limit;
    const { id, output, incomplete_details } = await this.openai.responses.create({
      ...this.modelAndTemperature(model),
      max_output_tokens: raised,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: prompt },
            { type: 'input_image', image_url: url, detail },
          ],
        },
      ],
    });
    if (raised !== limit) {
      call.note(`max_tokens was raised to ${raised}, the least that the Responses API takes.`);
    }
    const parts = (output ?? []).flatMap((item) => (item.type === 'message' ? item.content : []));
    const refusal = parts.find((part) => part.type === 'refusal')?.refusal;
    const text = parts.map((part) => (part.type === 'output_text' ? part.text : '')).join('');
    const stopped = incomplete_details?.reason;
    if (refusal || stopped === 'content_filter') return { id, text: refusal || text, cut: 'refusal' };
    return { id, text, cut: stopped && 'length' };
  }

  private async askChat(
    { prompt, model, max_tokens, detail }: AnalyzeImageInput,
    url: string,
  ): Promise<ImageAnswer> {
    const limit = this.provider.kind === 'compatible' ? 'max_tokens' : 'max_completion_tokens';
    const { id, choices } = await this.openai.chat.completions.create({
      ...this.modelAndTemperature(model),
      [limit]: max_tokens ?? this.defaults.maxTokens,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: prompt },
            { type: 'image_url', image_url: { url, detail } },
          ],
        },
      ],
    });
    const { message, finish_reason: reason } = choices?.[0] ?? {};
    const text = message?.content ?? '';
    if (message?.refusal || reason === 'content_filter')
      return { id, text: message?.refusal || text, cut: 'refusal' };
    return { id, text, cut: reason === 'length' ? reason : undefined };
  }

  private modelAndTemperature(model = this.defaults.model ?? this.settings.model) {
    return { model, temperature: this.defaults.temperature };
  }
}
