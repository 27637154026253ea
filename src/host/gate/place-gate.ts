/** Where the gate's steps stand in the way of a call. */
export function placeGate<Step>(
  steps: readonly Step[],
  nameOf: (step: Step) => string,
  { input, output }: { input: Step; output: Step },
): Step[] {
  return steps.flatMap((step) => {
    const name = nameOf(step);
    // Around `answer` everything comes by that a client will get, errors and notes included.
    if (name === 'answer') return [output, step];
    if (name === 'validate') return [step, input];
    // What plugins' steps have changed is judged anew.
    return name === 'run' ? [input, step] : [step];
  });
}
