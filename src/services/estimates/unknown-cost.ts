import type { Estimate } from './estimate.js';

/** Thrown where no bound can be given; the message is a sentence. */
export class UnknownCost extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** The estimate of so many tokens; `cost` gives pico-USD, or throws UnknownCost. */
export function estimateOf(inputTokens: number, outputTokens: number, cost: () => bigint): Estimate {
  const tokens = { inputTokens: Math.ceil(inputTokens), outputTokens: Math.ceil(outputTokens) };
  try {
    return { nanoUsd: (cost() + 999n) / 1000n, ...tokens };
  } catch (error) {
    if (!(error instanceof UnknownCost)) throw error;
    return { nanoUsd: null, unknown: error.message, ...(error.hint && { hint: error.hint }), ...tokens };
  }
}
