import type { ModelPace } from '../../config/sections/model-pace.js';
import { fitsPattern } from '../name-pattern.js';

/** What may be taken in a minute; undefined: as much as one likes. */
export interface Rates {
  requests?: number | undefined;
  tokens?: number | undefined;
}

/** What is taken at once. */
export interface Load {
  requests: number;
  tokens: number;
}

const stricter = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? other : other === undefined ? one : Math.min(one, other);

export const strictest = (one: Rates, other: Rates): Rates => ({
  requests: stricter(one.requests, other.requests),
  tokens: stricter(one.tokens, other.tokens),
});

export const isLimited = ({ requests, tokens }: Rates): boolean =>
  requests !== undefined || tokens !== undefined;

/** `limits.models` as a question: the first entry that matches the model answers it. */
export function configuredRates(models: Readonly<Record<string, ModelPace>>): (model: string) => Rates {
  const entries = Object.entries(models);
  return (model) => {
    const pace = entries.find(([names]) => fitsPattern(model, names))?.[1];
    return { requests: pace?.requestsPerMinute, tokens: pace?.tokensPerMinute };
  };
}
