/**
 * Values of a tool's parameters; those of `undefined` are left out of a call. Parameters that belong together have one entry, under
 * their names as `one, two`: each of its values is an object of both.
 */
export type Choices = Record<string, readonly unknown[]>;

/**
 * Calls that try every value of every parameter beside the first of the others, and then mixtures of all of them, the same at
 * every run.
 */
export function combinations(choices: Choices, mixtures: number): Record<string, unknown>[] {
  const names = Object.keys(choices);
  const first = Object.fromEntries(names.map((name) => [name, choices[name]![0]]));
  const alone = names.flatMap((name) =>
    choices[name]!.slice(1).map((value) => ({ ...first, [name]: value })),
  );
  const next = numbers(20_261_122);
  const mixed = Array.from({ length: mixtures }, () =>
    Object.fromEntries(names.map((name) => [name, choices[name]![next() % choices[name]!.length]])),
  );
  return [first, ...alone, ...mixed].map(given);
}

/** The parameters that choices are of. */
export const parametersOf = (choices: Choices): string[] =>
  Object.keys(choices).flatMap((name) => name.split(', '));

const given = (input: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(input)
      .flatMap(([name, value]) => (name.includes(', ') ? Object.entries(value as object) : [[name, value]]))
      .filter(([, value]) => value !== undefined),
  );

/** A small generator (mulberry32): the same numbers for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const once = Math.imul(state ^ (state >>> 15), 1 | state);
    const twice = (once + Math.imul(once ^ (once >>> 7), 61 | once)) ^ once;
    return (twice ^ (twice >>> 14)) >>> 0;
  };
}
