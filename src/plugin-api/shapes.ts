import { Contract } from './contract.js';
import type { Shape } from './json-schema.js';

/**
 * The host's own check of arguments, for what a tool leaves open in its listing: an input class may say no more than
 * "an array of objects" where the model knows the form, and every listing stays small; the tool then checks the rest
 * against a stricter class.
 */
@Contract('Shapes')
export abstract class Shapes {
  /**
   * Checks a value against the rules of a class and gives an instance of it, nested classes included.
   *
   * @throws ToolError `INPUT_INVALID` with every fault at once, in the words of any other refusal.
   */
  abstract check<T extends object>(shape: Shape<T>, value: object): Promise<T>;
}
