import { type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import type { TextAnswer, TextRequest } from './text-request.js';

/** Passes an answer that is worth having; throws where there is none, and notes what is wrong with it otherwise. */
export function settleAnswer(answer: TextAnswer, request: TextRequest, call: ToolCall): TextAnswer {
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
  return answer;
}
