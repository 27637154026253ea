import type { PromptParts } from './prompt-parts.js';
import type { ResponseMemory } from './response-memory.js';

type Json = Record<string, unknown>;

export function conversationOf({ conversation }: Json): string | undefined {
  const id =
    typeof conversation === 'object' && conversation !== null
      ? Reflect.get(conversation, 'id')
      : conversation;
  return typeof id === 'string' ? id : undefined;
}

/** Tokens of a prompt that its request doesn't show, history above all; undefined where nobody here can tell. */
export function hiddenTokens(json: Json, parts: PromptParts, memory: ResponseMemory): number | undefined {
  if (parts.hidden !== undefined) return undefined;
  const previous = json.previous_response_id;
  let tokens: number | undefined = 0;
  for (const id of [typeof previous === 'string' ? previous : undefined, conversationOf(json)]) {
    if (id === undefined) continue;
    const seen = memory.tokensOf(id);
    if (seen === undefined) return undefined;
    tokens += seen;
  }
  return tokens;
}
