import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../config/merge.js';
import { malformed } from './merge-entry.js';

/**
 * A text of TOML with what differs in a new document put in; comments and all else stay as they are.
 *
 * @throws FaultError `CLIENT_CONFIG_MALFORMED`
 */
export async function editToml(
  text: string,
  [section = '', name = '']: readonly string[],
  change: (document: Json) => Json,
): Promise<string> {
  const { parse, patch, stringify } = await import('@decimalturn/toml-patch');
  const read = (whole: string): Json => {
    try {
      return plain(parse(whole)) as Json;
    } catch (error) {
      throw malformed(`It is no TOML: ${(error as Error).message.split('\n').join(' ')}`);
    }
  };
  const before = read(text);
  const after = change(before);
  if (isDeepStrictEqual(before, after)) return text;
  const servers = before[section] as Json | undefined;
  const isThere = servers !== undefined && name in servers;
  const table = () => {
    const entry = stringify((after[section] as Json)[name]);
    const gap = text.trim() === '' ? '' : `${text.endsWith('\n') ? '' : '\n'}\n`;
    return `${text}${gap}[${section}.${/^[\w-]+$/.test(name) ? name : JSON.stringify(name)}]\n${entry.trim()}\n`;
  };
  // A table of its own reads best; where the file has another form, that is gone by.
  const candidates = isThere ? [] : [table];
  for (const make of [...candidates, () => patch(text, after)]) {
    const edited = make();
    if (isDeepStrictEqual(tryRead(read, edited), after)) return edited;
  }
  throw malformed('It can’t be edited without changing more.');
}

function tryRead(read: (text: string) => Json, text: string): Json | undefined {
  try {
    return read(text);
  } catch {
    return undefined;
  }
}

/** Without prototypes of the library's own. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
};
