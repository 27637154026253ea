import type { Moderation } from 'openai/resources/moderations';
import type { ModerationSection } from '../../config/sections/moderation-section.js';

const NAME = /^[\w/-]{1,64}$/;

/** What is flagged without a category that anybody could name. */
const OTHER = 'other';

/** The categories that results are flagged for, each with its highest score. */
export function flaggedIn(
  results: readonly Moderation[],
  { thresholds, categories }: Pick<ModerationSection, 'thresholds' | 'categories'>,
): Record<string, number> {
  const flagged = new Map<string, number>();
  const flag = (category: string, score: number) => {
    const name = NAME.test(category) ? category : OTHER;
    flagged.set(name, Math.max(flagged.get(name) ?? 0, Math.round(score * 10_000) / 10_000));
  };
  for (const result of results) {
    const scores: Record<string, number | undefined> = { ...result.category_scores };
    const said: Record<string, unknown> = { ...result.categories };
    for (const category of new Set([...Object.keys(said), ...Object.keys(scores)])) {
      if (categories !== undefined && !categories.includes(category)) continue;
      const score = scores[category] ?? 0;
      const threshold = thresholds[category];
      if (threshold === undefined ? said[category] === true : score >= threshold) flag(category, score);
    }
    const isNamed = Object.values(said).includes(true);
    if (result.flagged && !isNamed && categories === undefined) flag(OTHER, 1);
  }
  return Object.fromEntries([...flagged].sort(([, one], [, other]) => other - one));
}
