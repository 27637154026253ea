import type { Defaults } from '../../plugin-api/defaults.js';
import type { Provider } from '../../plugin-api/provider.js';
import { type TextAnswer, TextGeneration, type TextRequest } from '../../plugin-api/text-generation.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import { type CallCheck, callCheck } from './checked-calls.js';
import { type JsonCheck, jsonCheck, stillUnfit } from './json-check.js';
import { messagesFor, readyFormat } from './ready-format.js';
import type { RawAnswer, ReadyRequest } from './ready-request.js';
import { repairOf } from './repair.js';
import { settleAnswer } from './settle-answer.js';
import type { TextRoad } from './text-road.js';

interface Checks {
  calls: CallCheck;
  json: JsonCheck | undefined;
}

/** Text for one plugin. */
export class GovernedText extends TextGeneration {
  constructor(
    private readonly road: TextRoad,
    private readonly provider: Provider,
    private readonly defaults: Defaults,
  ) {
    super();
  }

  async ask(request: TextRequest, call: ToolCall): Promise<TextAnswer> {
    const [answer] = await this.candidates(request, 1, call);
    return answer!;
  }

  async candidates(request: TextRequest, n: number, call: ToolCall): Promise<TextAnswer[]> {
    const ready = this.ready(request, call);
    const checks: Checks = {
      calls: await callCheck(ready.functions ?? []),
      json: ready.format && (await jsonCheck(ready.format)),
    };
    const raw = await this.road.ask(ready, n, call);
    const ends = await Promise.allSettled(raw.map((answer) => this.finish(answer, ready, checks, call)));
    const answers = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    if (answers.length === 0) throw (ends[0] as PromiseRejectedResult).reason;
    if (answers.length < n) call.note(`${answers.length} of ${n} answers are of use; the others failed.`);
    return answers;
  }

  private ready(request: TextRequest, call: ToolCall): ReadyRequest {
    const { promptCacheKey } = request;
    const hasPromptCache = this.provider.kind !== 'compatible';
    if (promptCacheKey !== undefined && !hasPromptCache)
      call.note("prompt_cache_key is of OpenAI's own API; dropped.");
    return {
      ...request,
      model: request.model ?? this.defaults.model ?? request.fallbackModel,
      maxTokens: request.maxTokens ?? this.defaults.maxTokens,
      temperature: request.temperature ?? this.defaults.temperature,
      format: readyFormat(request.format),
      messages: messagesFor(request.format, request.messages),
      promptCacheKey: hasPromptCache ? promptCacheKey : undefined,
    };
  }

  private async finish(
    raw: RawAnswer,
    request: ReadyRequest,
    checks: Checks,
    call: ToolCall,
  ): Promise<TextAnswer> {
    const { text, ...rest } = settleAnswer(raw, request, call);
    const answer = { ...rest, text, calls: rest.calls.map(checks.calls) };
    if (checks.json === undefined || text === '') return answer;
    const checked = checks.json(text);
    if ('json' in checked) return { ...answer, json: checked.json };
    call.note(
      `The first answer was not what was asked for (${checked.fault}); a second request, paid as well, had it mended.`,
    );
    return this.repair(repairOf(request, text, checked.fault), checks.json, call);
  }

  private async repair(request: ReadyRequest, check: JsonCheck, call: ToolCall): Promise<TextAnswer> {
    const [raw] = await this.road.ask(request, 1, call);
    const answer = settleAnswer(raw!, request, call);
    const checked = check(answer.text);
    if ('json' in checked) return { ...answer, calls: [], json: checked.json };
    throw stillUnfit(checked, answer.text);
  }
}
