import type { SoughtWord } from './sought-words.js';

/** What words tell is counted in whole points. */
const POINTS = 4;
/** No more words are asked for at once: of 16 that tell alike there are 1,820 sets of 4. */
const MOST_TOGETHER = 4;

interface CountedWord {
  word: string;
  points: number;
  share: number;
}

/**
 * Which chunks can be among the first: those whose words tell so much together that about `enough` chunks have as much, if words came
 * independently of each other. To rank a chunk takes far longer than to look its words up.
 *
 * @param words The most telling first.
 * @param chunks How many there are.
 * @returns Conditions on a `tsvector`, as `tsquery` is written. Where one finds too few, the next finds more; the last is met by all that
 *   have any of the words.
 */
export function winningWords(words: readonly SoughtWord[], chunks: number, enough: number): string[] {
  const conditions = (['most', 'least'] as const).map((share) => {
    const counted = words.map((each) => ({
      word: `'${each.word}'`,
      points: Math.round(each.weight * POINTS),
      share: each.share[share],
    }));
    const most = counted.slice(0, MOST_TOGETHER).reduce((sum, { points }) => sum + points, 0);
    return waysTo(Math.min(most, neededPoints(counted, enough / chunks)), counted).join(' | ');
  });
  return [...new Set([...conditions, words.map(({ word }) => `'${word}'`).join(' | ')])];
}

/** The points that such a share of the chunks has; 1: there are not so many with any of the words. */
function neededPoints(words: readonly CountedWord[], enough: number): number {
  let shares = [1];
  for (const { points, share } of words) {
    const next = [...shares.map((each) => each * (1 - share)), ...new Array(points).fill(0)];
    for (const [had, each] of shares.entries()) next[had + points] += each * share;
    shares = next;
  }
  let reached = 0;
  for (let points = shares.length - 1; points > 1; points--) {
    reached += shares[points]!;
    if (reached >= enough) return points;
  }
  return 1;
}

/** Each set of words that has the points, and would not have them without any of its words. */
function waysTo(need: number, words: readonly CountedWord[]): string[] {
  return words.flatMap(({ word, points }, place) => {
    if (points >= need) return [word];
    const rest = waysTo(need - points, words.slice(place + 1));
    return rest.length === 0 ? [] : [`${word} & (${rest.join(' | ')})`];
  });
}
