import { type TextAnswer, ToolResult } from 'openai-mcp-host/plugin';
import type { Candidate, ChatCompletionOutput } from './chat-completion.output.js';

/** Answers to one chat as its result, in structure and in words. */
export function chatResult(answers: readonly TextAnswer[], n: number): ToolResult<ChatCompletionOutput> {
  const [first] = answers;
  const candidates = answers.map(candidateOf);
  const output = { id: first!.id, ...candidates[0]!, ...(n > 1 && { candidates }) };
  if (n === 1) return new ToolResult(output, wordsOf(first!));
  const words = answers.map((answer, index) => `Candidate ${index + 1}:\n${wordsOf(answer)}`);
  return new ToolResult(output, words.join('\n\n'));
}

function candidateOf({ text, finish, json, calls }: TextAnswer): Candidate {
  const made = calls.map(({ id, name, arguments: args }) => ({
    id,
    type: 'function' as const,
    function: { name, arguments: args },
  }));
  return {
    text,
    finish_reason: finish,
    ...(json !== undefined && { json }),
    ...(made.length > 0 && { tool_calls: made }),
  };
}

function wordsOf({ text, calls }: TextAnswer): string {
  const lines = calls.map((one) => `Call ${one.name}(${one.arguments}) as ${one.id}.`);
  return [text, ...lines].filter((line) => line !== '').join('\n');
}
