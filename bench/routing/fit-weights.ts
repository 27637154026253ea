const ROUNDS = 400;
/** Pull of the weights towards 0. */
const RIDGE = 30;

/** Logistic regression: the weights, the constant last, by which `rows` say how likely 1 is. */
export function fitWeights(rows: readonly number[][], labels: readonly number[]): number[] {
  const width = (rows[0]?.length ?? 0) + 1;
  const weights = new Array<number>(width).fill(0);
  const inputs = rows.map((row) => [...row, 1]);
  // A bound of the curvature, so that no step is too long.
  const curvature = inputs.reduce((sum, row) => sum + row.reduce((all, x) => all + x * x, 0), 0) / 4 + RIDGE;
  const ahead = [...weights];
  for (let round = 0; round < ROUNDS; round++) {
    const slope = new Array<number>(width).fill(0);
    for (const [index, row] of inputs.entries()) {
      const miss = likelihood(row, ahead) - labels[index]!;
      for (let place = 0; place < width; place++) slope[place]! += miss * row[place]!;
    }
    for (let place = 0; place < width; place++) {
      const pull = place === width - 1 ? 0 : RIDGE * ahead[place]!;
      const next = ahead[place]! - (slope[place]! + pull) / curvature;
      ahead[place] = next + (round / (round + 3)) * (next - weights[place]!);
      weights[place] = next;
    }
  }
  return weights;
}

export const weighed = (row: readonly number[], weights: readonly number[]): number =>
  row.reduce((sum, x, place) => sum + x * weights[place]!, weights[row.length] ?? 0);

const likelihood = (row: readonly number[], weights: readonly number[]): number =>
  1 / (1 + Math.exp(-row.reduce((sum, x, place) => sum + x * weights[place]!, 0)));
