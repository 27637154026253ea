import { ToolError } from 'openai-mcp-host/plugin';

export type Attributes = Record<string, string | number | boolean>;

const MOST_KEYS = 16;
const LONGEST_KEY = 64;
const LONGEST_VALUE = 512;

/** Refuses what OpenAI would refuse, with every fault at once. @param name of the parameter. */
export function checkAttributes(given: Attributes | undefined, name: 'attributes' | 'metadata'): void {
  const entries = Object.entries(given ?? {});
  const faults = entries.flatMap(([key, value]) => faultsOf(key, value));
  if (entries.length > MOST_KEYS) faults.unshift(`it has ${entries.length} keys, of ${MOST_KEYS} at most`);
  if (faults.length > 0)
    throw new ToolError(
      'ATTRIBUTES_INVALID',
      `${name} does not hold: ${faults.slice(0, 5).join('; ')}.`,
      'Shorten it, or leave some of it out.',
    );
}

function faultsOf(key: string, value: unknown): string[] {
  const short = key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key;
  return [
    ...(key.length > LONGEST_KEY ? [`the key "${short}" has more than ${LONGEST_KEY} characters`] : []),
    ...(typeof value === 'string' && value.length > LONGEST_VALUE
      ? [`"${short}" has more than ${LONGEST_VALUE} characters`]
      : []),
  ];
}
