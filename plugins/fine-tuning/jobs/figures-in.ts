/** Figures in one line. */
export const figuresIn = (facts: object): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
