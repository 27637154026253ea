import { dearest, modelOf } from './dearest-price.js';
import type { Estimator } from './estimate.js';
import { estimateOf } from './unknown-cost.js';

/** What the API takes at most: https://developers.openai.com/api/reference/resources/embeddings. */
const MOST_PER_INPUT = 8192;
const MOST_PER_REQUEST = 300_000;

/** Bytes bound the tokens of a text, and texts are short: no tokenizer is worth its while. */
export const estimateEmbeddings: Estimator = async (subject, services) => {
  const model = await modelOf(subject, services);
  const tokens = Math.min(
    MOST_PER_REQUEST,
    inputsOf(subject.json.input).reduce<number>((sum, input) => sum + tokensOf(input), 0),
  );
  return estimateOf(tokens, 0, () => BigInt(tokens) * dearest(model, ['input']));
};

// A list of numbers is one input, already in tokens.
const inputsOf = (input: unknown): unknown[] =>
  Array.isArray(input) && typeof input[0] !== 'number' ? input : [input];

function tokensOf(input: unknown): number {
  if (Array.isArray(input)) return Math.min(MOST_PER_INPUT, input.length);
  return typeof input === 'string' ? Math.min(MOST_PER_INPUT, Buffer.byteLength(input) + 1) : 0;
}
