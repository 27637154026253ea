/** More than any sensible input has, less than any engine's stack. */
export const DEEPEST = 256;

/** Whether objects and arrays lie deeper in a value than {@link DEEPEST}; found without recursion. */
export function isTooDeep(value: unknown): boolean {
  const open: [unknown, number][] = [[value, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [part, depth] = next;
    if (typeof part !== 'object' || part === null) continue;
    if (depth > DEEPEST) return true;
    for (const inner of Object.values(part))
      if (typeof inner === 'object' && inner !== null) open.push([inner, depth + 1]);
  }
  return false;
}
