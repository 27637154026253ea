import type { AnsweredPrompt } from './read-answers.ts';

type Pair = Pick<AnsweredPrompt, 'weak' | 'strong'>;

/** How much of the way from the weak model's quality to the strong one's is won, by how many prompts go to the strong one. */
export interface Curve {
  /** Share of the gap (PGR) after each prompt, hardest first. */
  recovered: number[];
  /** Area below it (APGR): 0.5 is chance. */
  area: number;
}

/** Prompts go to the strong model in the order of their scores; those of one score in no order. */
export function curveOf(pairs: readonly Pair[], scores: readonly number[]): Curve {
  const order = pairs.map((_, index) => index).sort((one, other) => scores[other]! - scores[one]!);
  const gap = pairs.reduce((sum, { weak, strong }) => sum + strong - weak, 0);
  const recovered = [0];
  for (let at = 0; at < order.length; ) {
    let end = at;
    let gain = 0;
    for (; end < order.length && scores[order[end]!] === scores[order[at]!]; end++)
      gain += pairs[order[end]!]!.strong - pairs[order[end]!]!.weak;
    for (let step = at; step < end; step++) recovered.push(recovered.at(-1)! + gain / (end - at) / gap);
    at = end;
  }
  const area = recovered.slice(1).reduce((sum, each, index) => sum + (each + recovered[index]!) / 2, 0);
  return { recovered, area: area / order.length };
}

/** Share of prompts that must go to the strong model to win back so much of the gap (CPT). */
export function callsFor({ recovered }: Curve, share: number): number {
  return recovered.findIndex((each) => each >= share - 1e-9) / (recovered.length - 1);
}

/** The 95% interval of the area, by drawing prompts anew; the same in every run. */
export function intervalOf(
  pairs: readonly Pair[],
  scores: readonly number[],
  draws = 200,
): readonly [number, number] {
  const random = generator(20);
  const areas = Array.from({ length: draws }, () => {
    const drawn = pairs.map(() => Math.floor(random() * pairs.length));
    return curveOf(
      drawn.map((index) => pairs[index]!),
      drawn.map((index) => scores[index]!),
    ).area;
  }).sort((one, other) => one - other);
  return [areas[Math.floor(draws * 0.025)]!, areas[Math.floor(draws * 0.975)]!];
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
