import type { TextAnswer } from '../../plugin-api/text-generation.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import type { AnswerChecks } from './answer-checks.js';
import { type JsonCheck, stillUnfit } from './json-check.js';
import type { RawAnswer, ReadyRequest } from './ready-request.js';
import { repairOf } from './repair.js';
import { settleAnswer } from './settle-answer.js';
import type { TextRoad } from './text-road.js';

export type UnpricedAnswer = Omit<TextAnswer, 'usage'>;

/** Settles answers and checks them; JSON that doesn't fit goes back to the model once. */
export class FinishedAnswers {
  constructor(private readonly road: TextRoad) {}

  async of(
    raw: RawAnswer,
    request: ReadyRequest,
    checks: AnswerChecks,
    call: ToolCall,
  ): Promise<UnpricedAnswer> {
    const { text, refusal: _, ...rest } = settleAnswer(raw, request, call);
    const answer = { ...rest, text, calls: rest.calls.map(checks.calls) };
    if (checks.json === undefined || text === '') return answer;
    const checked = checks.json(text);
    if ('json' in checked) return { ...answer, json: checked.json };
    call.note(
      `The first answer was not what was asked for (${checked.fault}); a second request, paid as well, asked to mend it.`,
    );
    return this.repaired(repairOf(request, text, checked.fault), checks.json, call);
  }

  private async repaired(request: ReadyRequest, check: JsonCheck, call: ToolCall): Promise<UnpricedAnswer> {
    const [raw] = await this.road.ask(request, 1, call);
    const { refusal: _, ...answer } = settleAnswer(raw!, request, call);
    const checked = check(answer.text);
    if ('json' in checked) return { ...answer, calls: [], json: checked.json };
    throw stillUnfit(checked, answer.text);
  }
}
