import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export const readDeployed = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The options in a command line. */
export const optionsIn = (args: readonly string[]): string[] => args.filter((each) => each.startsWith('--'));

/** The environment variables that a config refers to. */
export const variablesIn = (config: string): string[] =>
  [...config.matchAll(/\$\{env:(\w+)\}/g)].map(([, name]) => name!);

/** The last JSON array behind a word of a Dockerfile. */
export function arrayBehind(word: string, dockerfile: string): string[] {
  const found = [...dockerfile.matchAll(new RegExp(`^\\s*${word} (\\[.*\\])$`, 'gm'))].at(-1);
  return JSON.parse(found![1]!);
}
