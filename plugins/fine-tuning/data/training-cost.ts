import type { Models } from 'openai-mcp-host/plugin';
import type { Method } from './check-example.js';
import { autoEpochs } from './epochs.js';
import type { InspectedFile } from './inspected-file.js';

/** What a training comes to, by our own count. */
export interface TrainingCost {
  epochs: number;
  trained_tokens: number;
  /** Null: nobody knows the price, or it is billed by the hour. */
  usd: number | null;
  usd_per_hour?: number;
}

/** Estimates the cost of training on a file; `epochs` left out: as `auto` chooses. */
export function costOf(
  { examples, tokens }: InspectedFile,
  { model, method, epochs = autoEpochs(examples) }: { model?: string; method: Method; epochs?: number },
  models: Models,
): TrainingCost {
  const price = model === undefined ? undefined : models.find(model)?.trainingPrice;
  const trained = tokens * epochs;
  if (method === 'reinforcement')
    return {
      epochs,
      trained_tokens: trained,
      usd: null,
      ...(typeof price?.hour === 'number' && { usd_per_hour: price.hour }),
    };
  const perMillion = price?.tokens ?? null;
  const usd = perMillion === null ? null : Math.ceil(trained * perMillion) / 1_000_000;
  return { epochs, trained_tokens: trained, usd };
}

/** The same for people. */
export function costWords(cost: TrainingCost, model: string | undefined): string {
  const { epochs, trained_tokens: trained, usd, usd_per_hour: hour } = cost;
  if (trained === 0) return 'There is nothing to train on, so no cost.';
  const size = `${epochs} epochs, ${trained.toLocaleString('en-US')} trained tokens`;
  if (hour !== undefined) return `${size}; billed at $${hour} an hour, and nobody knows how many it takes.`;
  if (usd !== null) return `${size}: about $${usd} for ${model}.`;
  return model === undefined
    ? `${size}. Name a model for the price.`
    : `${size}. The price of training ${model} is not known.`;
}
