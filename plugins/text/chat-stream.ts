import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { FunctionCall } from './checked-calls.js';
import type { TextAnswer } from './text-request.js';
import { unreadable } from './unusable-answer.js';

/** Puts the chunks of a streamed chat completion together. */
export async function readChatStream(
  chunks: AsyncIterable<ChatCompletionChunk>,
  onText: (text: string) => void,
): Promise<TextAnswer> {
  const answer: TextAnswer = { id: '', text: '', calls: [], finish: 'stop' };
  let reason: string | null = null;
  for await (const { id, choices } of chunks) {
    answer.id ||= id;
    const choice = choices?.[0];
    if (choice === undefined) continue;
    const { content, refusal, tool_calls: parts } = choice.delta;
    if (content) {
      answer.text += content;
      onText(answer.text);
    }
    if (refusal) answer.refusal = (answer.refusal ?? '') + refusal;
    for (const part of parts ?? []) addPart(answer.calls, part);
    reason = choice.finish_reason ?? reason;
  }
  if (reason === null) throw unreadable();
  return { ...answer, finish: finishOf(reason, answer.calls.length) };
}

/** Servers that send a call whole leave out its index. */
function addPart(calls: FunctionCall[], part: ChatCompletionChunk.Choice.Delta.ToolCall): void {
  const index = part.index ?? calls.length;
  calls[index] ??= { id: '', name: '', arguments: '' };
  const call = calls[index]!;
  call.id ||= part.id ?? '';
  call.name ||= part.function?.name ?? '';
  call.arguments += part.function?.arguments ?? '';
}

/** Some servers say `stop` beside calls, and some call it `function_call`. */
export function finishOf(reason: string | null, calls: number): TextAnswer['finish'] {
  if (reason === 'length' || reason === 'content_filter') return reason;
  return calls > 0 ? 'tool_calls' : 'stop';
}
