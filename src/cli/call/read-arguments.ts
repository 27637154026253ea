import { text } from 'node:stream/consumers';
import { UsageError } from '../usage-error.js';

/** The arguments of a call: a JSON object, `-` for one on stdin, and single ones as `name=value` over it. */
export async function readArguments(json: string | undefined, single: readonly string[]): Promise<object> {
  const source = json === '-' ? await text(process.stdin) : (json ?? '{}');
  return { ...readObject(source), ...Object.fromEntries(single.map(readSingle)) };
}

function readObject(source: string): object {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw new UsageError(
      `The arguments are no JSON: ${(error as Error).message}`,
      `Write an object in quotes, such as '{"prompt": "a cat"}', or use --arg prompt="a cat".`,
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new UsageError('The arguments are no JSON object.', `Write one such as '{"prompt": "a cat"}'.`);
}

function readSingle(argument: string): [string, unknown] {
  const equals = argument.indexOf('=');
  if (equals < 1) throw new UsageError(`--arg ${argument} has no value.`, 'Write --arg name=value.');
  const value = argument.slice(equals + 1);
  try {
    return [argument.slice(0, equals), JSON.parse(value)];
  } catch {
    return [argument.slice(0, equals), value];
  }
}
