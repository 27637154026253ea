import { priceIn } from '../costs/price-class.js';
import { pricedModel } from '../costs/priced-model.js';
import { hasHardLimit } from '../estimates/has-hard-limit.js';
import type { CatalogueEntry, PriceClass } from '../models/catalogue-entry.js';
import type { StepServices } from '../openai/request-step.js';
import type { Needs } from './needs.js';

/** What a request of some length is priced by. */
const CLASSES: readonly PriceClass[] = ['input', 'cacheWrite', 'output'];

/** Why a model can't answer, in words that follow its name; undefined where it can, as far as the catalogue knows. */
export async function unfitness(
  id: string,
  needs: Needs,
  services: StepServices,
): Promise<string | undefined> {
  const entry = services.models.entry(id);
  return (
    lack(entry, needs) ??
    (await tooSmall(entry, needs)) ??
    ((await isPriced(id, services)) ? undefined : 'has no known price, and a hard limit holds')
  );
}

function lack(entry: CatalogueEntry | undefined, { must, mustNot, outputTokens }: Needs): string | undefined {
  if (entry !== undefined && entry.kind !== 'text') return 'writes no text';
  const abilities = entry?.capabilities;
  if (abilities === undefined) return undefined;
  for (const [capability, words] of must) if (!abilities.includes(capability)) return words;
  for (const [capability, words] of mustNot) if (abilities.includes(capability)) return words;
  const most = entry?.maxOutputTokens;
  return most !== undefined && (outputTokens ?? 0) > most ? `writes ${most} tokens at most` : undefined;
}

async function tooSmall(
  entry: CatalogueEntry | undefined,
  { size, roomTokens }: Needs,
): Promise<string | undefined> {
  const context = entry?.contextTokens;
  if (context === undefined || !(await size.exceeds(context - Math.min(roomTokens, context))))
    return undefined;
  return `has room for ${context} tokens only`;
}

/** Under a hard limit, a request without a known price would be refused. */
async function isPriced(id: string, services: StepServices): Promise<boolean> {
  const { budget } = services;
  if (!hasHardLimit(budget) || budget.unknownCost !== undefined) return true;
  const price = (await pricedModel(id, services))?.price;
  return price !== undefined && CLASSES.every((name) => priceIn(price, name) !== null);
}
