import type { Moderation } from 'openai/resources/moderations';

/** What the moderation model says of one text or picture. */
export interface Verdict {
  item: string;
  flagged: boolean;
  /** Those that it is flagged for. */
  categories: string[];
  scores: Record<string, number>;
}

export const verdictOf = (
  item: string,
  { flagged, categories, category_scores: scores }: Moderation,
): Verdict => ({
  item,
  flagged,
  categories: Object.entries(categories).flatMap(([category, holds]) => (holds ? [category] : [])),
  scores: { ...scores },
});

export function wordsOf(verdicts: readonly Verdict[]): string {
  const flagged = verdicts.filter((verdict) => verdict.flagged);
  if (flagged.length === 0) return `Nothing was flagged (${verdicts.length} checked).`;
  const lines = flagged.map(({ item, categories, scores }) => {
    const named = categories.map((category) => `${category} (${(scores[category] ?? 0).toFixed(2)})`);
    return `${item}: ${named.join(', ')}`;
  });
  return `Flagged ${flagged.length} of ${verdicts.length}:\n${lines.join('\n')}`;
}
