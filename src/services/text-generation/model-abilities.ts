import type { Models } from '../../plugin-api/models.js';

const MOST_STEPS = 8;

/** What the model that will answer takes and does: of a retired one, its replacement. Empty where nothing is known. */
export function abilitiesOf(id: string, models: Models): ReadonlySet<string> {
  let model = models.find(id);
  for (let step = 0; step < MOST_STEPS && model?.status === 'retired'; step++)
    model = model.replacement === undefined ? undefined : models.find(model.replacement);
  return new Set(model?.capabilities);
}
