import { Contract } from './contract.js';

/** Counts tokens, as OpenAI's newer models cut texts (o200k), without asking anybody. */
@Contract('Tokens')
export abstract class Tokens {
  /**
   * The tokens of each text by itself, without what a request puts around it. Where the tokenizer is not installed: its bytes
   * divided by four. Long texts do not hold up the server.
   */
  abstract count(texts: readonly string[]): Promise<number[]>;
}
