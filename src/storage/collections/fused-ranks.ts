/** From which on ranks count alike: the usual constant of reciprocal rank fusion. */
const FLAT = 60;

export interface FusedRank {
  chunk: number;
  score: number;
  vectorRank?: number;
  textRank?: number;
}

/** One list of two, by the sum of 1 / (60 + rank); each is given best first. */
export function fuseRanks(byVector: readonly number[], byText: readonly number[]): FusedRank[] {
  const fused = new Map<number, FusedRank>();
  const count = (list: readonly number[], rankName: 'vectorRank' | 'textRank') => {
    for (const [place, chunk] of list.entries()) {
      const found = fused.get(chunk) ?? { chunk, score: 0 };
      found.score += 1 / (FLAT + place + 1);
      found[rankName] = place + 1;
      fused.set(chunk, found);
    }
  };
  count(byVector, 'vectorRank');
  count(byText, 'textRank');
  return [...fused.values()].sort((one, other) => other.score - one.score || one.chunk - other.chunk);
}
