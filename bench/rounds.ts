/** Runs every measurement once a round, each round beginning with another one, so that drift hits all alike. */
export async function interleave<Sample>(
  measurements: Record<string, () => Promise<Sample>>,
  rounds: number,
  progress: (done: string) => void,
): Promise<Record<string, Sample[]>> {
  const names = Object.keys(measurements);
  const samples: Record<string, Sample[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]!;
      samples[name]!.push(await measurements[name]!());
    }
    progress(`${round + 1}/${rounds}`);
  }
  return samples;
}
