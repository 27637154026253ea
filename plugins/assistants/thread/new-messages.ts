import { type TextMessage, type TextMessagePart, ToolError } from 'openai-mcp-host/plugin';
import type { PendingCall } from './thread.js';

export interface ToolOutputGiven {
  tool_call_id: string;
  output: string;
}

/**
 * What a question adds to its thread: the outputs of all functions that were called, then what the person says and shows.
 *
 * @throws ToolError `TOOL_OUTPUTS_MISSING` where OpenAI would refuse to go on; `TOOL_OUTPUT_UNKNOWN`.
 */
export function newMessages(
  pending: readonly PendingCall[],
  outputs: readonly ToolOutputGiven[],
  input: string | undefined,
  files: readonly TextMessagePart[],
): TextMessage[] {
  const ids = new Set(pending.map(({ id }) => id));
  const strange = outputs.find(({ tool_call_id: id }) => !ids.has(id));
  if (strange !== undefined) throw unknown(strange.tool_call_id, [...ids]);
  const given = new Set(outputs.map(({ tool_call_id: id }) => id));
  if (given.size < outputs.length)
    throw new ToolError('INPUT_INVALID', 'tool_outputs answers one call twice.', 'Give one output a call.');
  const missing = pending.filter(({ id }) => !given.has(id));
  if (missing.length > 0) throw unanswered(missing);

  const answered = outputs.map(({ tool_call_id, output }) => ({
    role: 'tool' as const,
    tool_call_id,
    content: output,
  }));
  const said: TextMessagePart[] = [
    ...files,
    ...(input === undefined ? [] : [{ type: 'text' as const, text: input }]),
  ];
  return said.length === 0 ? answered : [...answered, { role: 'user', content: said }];
}

const unanswered = (missing: readonly PendingCall[]) =>
  new ToolError(
    'TOOL_OUTPUTS_MISSING',
    `The assistant waits for ${missing.map(({ id, name, arguments: args }) => `${name}(${args.slice(0, 500)}) as ${id}`).join(', ')}.`,
    'Run them and give tool_outputs: [{"tool_call_id": "…", "output": "…"}] for each; say in the output where one was not run.',
  );

const unknown = (id: string, waiting: readonly string[]) =>
  new ToolError(
    'TOOL_OUTPUT_UNKNOWN',
    `The assistant does not wait for a call ${id.slice(0, 80)} in this thread.`,
    waiting.length > 0
      ? `It waits for ${waiting.join(', ')}.`
      : 'It was answered before, or is of another thread: see list-messages.',
  );
