import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { RawAnswer, RawCall } from './ready-request.js';
import { unreadable } from './unusable-answer.js';

/** Puts the chunks of a streamed chat completion together; tells of the first answer as it grows. */
export async function readChatStream(
  chunks: AsyncIterable<ChatCompletionChunk>,
  onText: (text: string) => void,
): Promise<RawAnswer[]> {
  const answers: RawAnswer[] = [];
  const reasons: (string | null)[] = [];
  for await (const { id, choices, model, service_tier: tier } of chunks) {
    for (const { index = 0, delta, finish_reason: reason } of choices ?? []) {
      answers[index] ??= { id, text: '', calls: [], finish: 'stop', model };
      const answer = answers[index]!;
      answer.id ||= id;
      if (tier) answer.serviceTier = tier;
      addDelta(answer, delta);
      if (delta.content && index === 0) onText(answer.text);
      reasons[index] = reason ?? reasons[index] ?? null;
    }
  }
  if (answers.length === 0 || [...reasons].some((reason) => !reason)) throw unreadable();
  return answers.map((answer, index) => ({
    ...answer,
    finish: finishOf(reasons[index]!, answer.calls.length),
  }));
}

function addDelta(answer: RawAnswer, delta: ChatCompletionChunk.Choice.Delta): void {
  const { content, refusal, tool_calls: parts } = delta;
  if (content) answer.text += content;
  if (refusal) answer.refusal = (answer.refusal ?? '') + refusal;
  for (const part of parts ?? []) addPart(answer.calls, part);
}

/** Servers that send a call whole leave out its index. */
function addPart(calls: RawCall[], part: ChatCompletionChunk.Choice.Delta.ToolCall): void {
  const index = part.index ?? calls.length;
  calls[index] ??= { id: '', name: '', arguments: '' };
  const call = calls[index]!;
  call.id ||= part.id ?? '';
  call.name ||= part.function?.name ?? '';
  call.arguments += part.function?.arguments ?? '';
}

/** Some servers say `stop` beside calls, and some call it `function_call`. */
export function finishOf(reason: string | null, calls: number): RawAnswer['finish'] {
  if (reason === 'length' || reason === 'content_filter') return reason;
  return calls > 0 ? 'tool_calls' : 'stop';
}
