import type { ErrorTranslator } from '../../contracts/error-translator.js';
import type { RequestRecord } from '../../contracts/request-record.js';
import { requestScope } from '../../contracts/request-scope.js';
import type { Defaults } from '../../plugin-api/defaults.js';
import type { Provider } from '../../plugin-api/provider.js';
import { type TextAnswer, TextGeneration, type TextRequest } from '../../plugin-api/text-generation.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import { answerChecks } from './answer-checks.js';
import { FinishedAnswers, type UnpricedAnswer } from './finished-answers.js';
import { messagesFor, readyFormat } from './ready-format.js';
import type { ReadyRequest } from './ready-request.js';
import type { TextRoad } from './text-road.js';
import { textUsageOf } from './text-usage.js';

export interface GovernedTextDeps {
  road: TextRoad;
  provider: Provider;
  defaults: Defaults;
  translate: ErrorTranslator;
}

/** Text for one plugin. */
export class GovernedText extends TextGeneration {
  private readonly finished: FinishedAnswers;

  constructor(private readonly deps: GovernedTextDeps) {
    super();
    this.finished = new FinishedAnswers(deps.road);
  }

  async ask(request: TextRequest, call: ToolCall): Promise<TextAnswer> {
    const [answer] = await this.candidates(request, 1, call);
    return answer!;
  }

  async candidates(request: TextRequest, n: number, call: ToolCall): Promise<TextAnswer[]> {
    const requests: RequestRecord[] = [];
    try {
      const answers = await requestScope.run(requests, () => this.answers(request, n, call));
      const usage = textUsageOf(requests);
      return answers.map((answer) => ({ ...answer, usage }));
    } catch (error) {
      throw this.deps.translate(error) ?? error;
    }
  }

  private async answers(request: TextRequest, n: number, call: ToolCall): Promise<UnpricedAnswer[]> {
    const ready = this.ready(request, call);
    const checks = await answerChecks(ready);
    const raw = await this.deps.road.ask(ready, n, call);
    const ends = await Promise.allSettled(raw.map((answer) => this.finished.of(answer, ready, checks, call)));
    const answers = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    if (answers.length === 0) throw (ends[0] as PromiseRejectedResult).reason;
    if (answers.length < n) call.note(`${answers.length} of ${n} answers are of use; the others failed.`);
    return answers;
  }

  private ready(request: TextRequest, call: ToolCall): ReadyRequest {
    const { provider, defaults } = this.deps;
    const { promptCacheKey } = request;
    const hasPromptCache = provider.kind !== 'compatible';
    if (promptCacheKey !== undefined && !hasPromptCache)
      call.note("prompt_cache_key is of OpenAI's own API; dropped.");
    return {
      ...request,
      model: request.model ?? defaults.model ?? request.fallbackModel,
      maxTokens: request.maxTokens ?? defaults.maxTokens,
      temperature: request.temperature ?? defaults.temperature,
      format: readyFormat(request.format),
      messages: messagesFor(request.format, request.messages),
      promptCacheKey: hasPromptCache ? promptCacheKey : undefined,
    };
  }
}
