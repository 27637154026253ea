/** The value below which the given share of the samples lies; the samples may come in any order. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined)
    throw new Error('There are no samples to take a quantile of.');
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** The median of what was measured; null where the platform does not tell it. */
export const medianKnown = (samples: readonly (number | null)[]): number | null => {
  const known = samples.filter((sample) => sample !== null);
  return known.length > 0 ? median(known) : null;
};
