import { pricedModel } from '../costs/priced-model.js';
import type { StepServices } from '../openai/request-step.js';
import type { PromptSize } from './prompt-size.js';

/** What an answer is taken to be, where models are compared by price. */
const ANSWER_TOKENS = 1000;

/** The model that a request costs least with; the first where prices are equal, or not known. */
export async function cheapest(
  ids: readonly string[],
  size: PromptSize,
  services: StepServices,
): Promise<string | undefined> {
  if (ids.length < 2) return ids[0];
  const costs = await Promise.all(ids.map((id) => costOf(id, size, services)));
  const least = Math.min(...costs);
  return ids[costs.indexOf(least)];
}

async function costOf(id: string, size: PromptSize, services: StepServices): Promise<number> {
  const { price, longContext } = (await pricedModel(id, services)) ?? {};
  const { input, output } = price ?? {};
  if (typeof input !== 'number' || typeof output !== 'number') return Number.POSITIVE_INFINITY;
  const isLong = longContext !== undefined && (await size.exceeds(longContext.above));
  const [inputTimes, outputTimes] = isLong ? [longContext.input, longContext.output] : [1, 1];
  return size.guess * input * inputTimes + ANSWER_TOKENS * output * outputTimes;
}
