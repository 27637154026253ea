import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Catalogue {
  auto: Record<'draft' | 'hard', string[]>;
  models: Record<string, { price: { input: number; output: number } }>;
}

/** What the draft model costs, as a share of the hard one's price: that of as many tokens in as out. */
export function draftShare(): { draft: string; hard: string; share: number } {
  const file = join(import.meta.dirname, '../../config/models.json');
  const { auto, models } = JSON.parse(readFileSync(file, 'utf8')) as Catalogue;
  const [draft = '', hard = ''] = [auto.draft[0], auto.hard[0]];
  const priceOf = (id: string): number => models[id]!.price.input + models[id]!.price.output;
  return { draft, hard, share: priceOf(draft) / priceOf(hard) };
}
