const USUAL = 3;
const MOST = 25;
const FEW_EXAMPLES = 100;
const MANY_EXAMPLES = 25_000;

/** The epochs that OpenAI's guide says `auto` comes to: 3, more for few examples, fewer for very many. */
export function autoEpochs(examples: number): number {
  const count = Math.max(1, examples);
  if (count * USUAL < FEW_EXAMPLES) return Math.min(MOST, Math.ceil(FEW_EXAMPLES / count));
  return count * USUAL > MANY_EXAMPLES ? Math.max(1, Math.floor(MANY_EXAMPLES / count)) : USUAL;
}
