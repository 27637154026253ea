import type { CostSubject, PromptCount } from './estimate.js';
import type { PromptParts } from './prompt-parts.js';

/** What of a request its provider's count takes. */
const COUNTED = [
  ...['model', 'input', 'instructions', 'tools', 'tool_choice', 'parallel_tool_calls', 'text', 'reasoning'],
  ...['previous_response_id', 'conversation', 'truncation', 'personality'],
];
/** OpenAI calls its count exact. This is for its being off all the same. */
const MARGIN = 1.05;
const FEW = 64;
const MOST_DOUBTFUL = 8;
const NOT_COUNTED = { reason: 'documents of its kind, or such short ones, may be left out of the count.' };

/**
 * Tokens at most of a prompt that its request doesn't show, as its provider counts them; undefined where nobody may be asked.
 * A document that might be left out is taken for counted if the prompt without it is smaller.
 */
export async function countedTokens(
  { json, count }: CostSubject,
  { uncountable, doubtful }: PromptParts,
): Promise<PromptCount | undefined> {
  if (count === undefined) return undefined;
  if (uncountable !== undefined) return { reason: uncountable };
  if (doubtful.length > MOST_DOUBTFUL) return NOT_COUNTED;
  const whole = await count(promptIn(json));
  if (!('tokens' in whole)) return whole;
  for (const document of doubtful) {
    const rest = await count(promptIn(json, document));
    if (!('tokens' in rest)) return rest;
    if (whole.tokens - rest.tokens < FEW) return NOT_COUNTED;
  }
  return { tokens: Math.ceil(whole.tokens * MARGIN) + FEW };
}

function promptIn(json: Record<string, unknown>, without?: object): string {
  const fields = COUNTED.filter((name) => json[name] !== undefined).map((name) => [name, json[name]]);
  const standIn = { type: 'input_text', text: 'A document.' };
  return JSON.stringify(Object.fromEntries(fields), (_, value) => (value === without ? standIn : value));
}
