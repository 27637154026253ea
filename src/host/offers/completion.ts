import { returnedInvalid } from './offer-calls.js';

/** What may be typed on, in MCP's words. */
export interface Completion {
  values: string[];
  total: number;
  hasMore: boolean;
}

/** What is asked to be completed. */
export interface Typed {
  /** The argument of a prompt, or the variable of a template. */
  name: string;
  /** What is typed of it so far. */
  value: string;
  /** What the others are, as far as they are filled in. */
  others: Record<string, string>;
}

/** MCP allows no more in one answer. */
const MOST = 100;

export const NOTHING: Completion = { values: [], total: 0, hasMore: false };

export const completionOf = (values: readonly string[]): Completion => ({
  values: values.slice(0, MOST),
  total: values.length,
  hasMore: values.length > MOST,
});

/** Of the choices, those that begin as what is typed does. */
export function completeChoice(choices: readonly string[], typed: string): Completion {
  const beginning = typed.toLowerCase();
  return completionOf(choices.filter((choice) => choice.toLowerCase().startsWith(beginning)));
}

/** What a class's own `complete()` returned. */
export function checkedCompletion(owner: string, returned: unknown): Completion {
  if (Array.isArray(returned) && returned.every((value) => typeof value === 'string')) {
    return completionOf(returned);
  }
  throw returnedInvalid(owner, 'from complete() something else than a list of texts');
}
