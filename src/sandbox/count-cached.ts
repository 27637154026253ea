const LEAST = 1024;
const STEP = 128;

/** Of tokens that went in before, those that OpenAI's cache still has: whole steps, and none of a short beginning. */
export const countCached = (tokens: number): number =>
  tokens < LEAST ? 0 : Math.floor(tokens / STEP) * STEP;
