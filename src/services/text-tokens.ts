import { Tokens } from '../plugin-api/tokens.js';
import { eachCount } from './estimates/count-tokens.js';

/** The host's tokenizer, for plugins. */
export class TextTokens extends Tokens {
  count(texts: readonly string[]): Promise<number[]> {
    return eachCount(texts);
  }
}
