import type { WordShares } from './listed-words.js';

/** A word in more of the chunks than this tells nothing, and costs a look at all of them. */
const TOO_COMMON = 0.2;
/** The share of chunks that have a word which is in no list of common ones. */
const UNLISTED = 0.0005;
/** Of a long text: the others tell less, and each takes time in every chunk that is ranked. */
const MOST_WORDS = 16;

/** A word that is looked for. */
export interface SoughtWord {
  word: string;
  /** How much it tells. */
  weight: number;
  /** Of all chunks, so many have it, as far as is known: at least and at most. */
  share: { least: number; most: number };
}

/**
 * How much each word tells, by how rare it is, the most telling first; those that nearly every chunk has are left out, unless there is
 * nothing else.
 */
export function soughtWords(words: readonly string[], { shares, least }: WordShares): SoughtWord[] {
  const known = words.map((word) => {
    const share = shares.get(word);
    return { word, share: { least: share ?? UNLISTED, most: share ?? Math.max(least, UNLISTED) } };
  });
  const telling = known.filter(({ share }) => share.least <= TOO_COMMON);
  const rarest = Math.min(...known.map(({ share }) => share.least));
  return (telling.length > 0 ? telling : known.filter(({ share }) => share.least === rarest))
    .map((each) => ({ ...each, weight: Math.log(1 + 1 / each.share.least) }))
    .sort((one, other) => other.weight - one.weight)
    .slice(0, MOST_WORDS);
}
