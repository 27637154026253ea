import type { Thresholds, Verdict } from './verdict.js';

const two = (score: number): string => score.toFixed(2);

/** The verdicts for the model and the person: first whether anything is flagged, then why, item by item. */
export function wordsOf(verdicts: readonly Verdict[], thresholds: Thresholds): string {
  const flagged = verdicts.filter((verdict) => verdict.flagged).length;
  const first =
    flagged === 0
      ? `Nothing was flagged (${verdicts.length} checked).`
      : `Flagged ${flagged} of ${verdicts.length}:`;
  return [first, ...verdicts.flatMap((verdict) => linesOf(verdict, thresholds))].join('\n');
}

function linesOf(
  { item, categories, scores, flagged_by_openai: byOpenAI = categories }: Verdict,
  thresholds: Thresholds,
): string[] {
  const named = (category: string) => `${category} (${two(scores[category] ?? 0)})`;
  const at = (category: string) => `your threshold of ${thresholds[category]}`;
  const stricter = categories.filter((category) => !byOpenAI.includes(category));
  const laxer = byOpenAI.filter((category) => !categories.includes(category));
  return [
    ...(categories.length === 0 ? [] : [`${item}: ${categories.map(named).join(', ')}`]),
    ...stricter.map(
      (category) => `${item}: ${named(category)} reaches ${at(category)}; OpenAI does not flag it.`,
    ),
    ...laxer.map(
      (category) => `${item}: not flagged for ${named(category)}, below ${at(category)}; OpenAI flags it.`,
    ),
  ];
}
