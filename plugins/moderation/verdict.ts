import type { Moderation } from 'openai/resources/moderations';

/** What comes of one text or picture. */
export interface Verdict {
  /** Which one: `text 1`, `image 2`. */
  item: string;
  flagged: boolean;
  /** Those that it is flagged for. */
  categories: string[];
  /** Those that OpenAI flags it for; left out where they are the same. */
  flagged_by_openai?: string[];
  scores: Record<string, number>;
  category_applied_input_types?: Record<string, string[]>;
}

export type Thresholds = Readonly<Record<string, number>>;

/** A category with a threshold goes by its score alone, every other by what OpenAI says. */
export function verdictOf(item: string, judged: Moderation, thresholds: Thresholds): Verdict {
  const scores: Record<string, number> = { ...judged.category_scores };
  const said: Record<string, boolean | null> = { ...judged.categories };
  const byOpenAI = Object.keys(said).filter((category) => said[category] === true);
  const categories = [...new Set([...Object.keys(said), ...Object.keys(scores)])].filter((category) => {
    const threshold = thresholds[category];
    return threshold === undefined ? said[category] === true : (scores[category] ?? 0) >= threshold;
  });
  const applied = judged.category_applied_input_types;
  return {
    item,
    flagged: categories.length > 0,
    categories,
    ...(String(byOpenAI) === String(categories) ? {} : { flagged_by_openai: byOpenAI }),
    scores,
    ...(applied === undefined ? {} : { category_applied_input_types: { ...applied } }),
  };
}
