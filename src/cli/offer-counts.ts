interface Offers {
  tools?: readonly unknown[];
  prompts?: readonly unknown[];
  resources?: readonly unknown[];
  steps?: readonly unknown[];
}

/** Such as `2 tools, 1 prompt`: what there is none of is not named. */
export const offerCounts = ({ tools, prompts, resources, steps }: Offers): string =>
  [
    ...counted(tools, 'tool'),
    ...counted(prompts, 'prompt'),
    ...counted(resources, 'resource'),
    ...counted(steps, 'step'),
  ].join(', ');

function counted(offers: readonly unknown[] = [], one: string): string[] {
  if (offers.length === 0) return [];
  return [offers.length === 1 ? `1 ${one}` : `${offers.length} ${one}s`];
}
