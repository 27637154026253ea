import type { ToolCall } from '../../plugin-api/tool-call.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { RawAnswer, ReadyRequest } from './ready-request.js';

/** Passes an answer that is worth having; throws where there is none, and notes what is wrong with it otherwise. */
export function settleAnswer(answer: RawAnswer, request: ReadyRequest, call: ToolCall): RawAnswer {
  const { finish, text, calls, refusal } = answer;
  const nothing = text === '' && calls.length === 0;
  if (refusal || (finish === 'content_filter' && nothing)) {
    const words = refusal ? ` It says: ${refusal.slice(0, 500)}` : '';
    throw new ToolError('CONTENT_REFUSED', `The model refused to answer.${words}`, 'Ask for something else.');
  }
  if (finish === 'length' && (nothing || request.format)) {
    throw new ToolError(
      'OUTPUT_INCOMPLETE',
      nothing
        ? 'The token limit was used up before any text: reasoning tokens count too.'
        : 'The token limit was reached in the middle of the JSON.',
      'Raise max_tokens, or lower reasoning_effort.',
    );
  }
  if (finish === 'length') call.note('The answer stops at the token limit: raise max_tokens for the rest.');
  if (finish === 'content_filter') call.note("The answer was cut by OpenAI's content filter.");
  noteTier(answer, request, call);
  return answer;
}

/** `auto` leaves the tier open, and `fast` comes back under its other name. */
function noteTier({ serviceTier: served }: RawAnswer, { serviceTier: asked }: ReadyRequest, call: ToolCall) {
  if (asked === undefined || asked === 'auto' || served === undefined) return;
  if (served !== asked && !(asked === 'fast' && served === 'priority'))
    call.note(`The answer was served, and is billed, at the tier ${served} instead of ${asked}.`);
}
