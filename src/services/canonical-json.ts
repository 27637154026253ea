/**
 * JSON with the keys of every object in order, so that equal values have equal texts. By hand: a replacer costs several times
 * as much, and every call pays for it.
 *
 * @throws RangeError for what is nested too deeply or holds itself.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? ofArray(value) : ofObject(value);
    case 'bigint':
      return `"${value}"`;
    default:
      return JSON.stringify(value) ?? 'null';
  }
}

function ofArray(items: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < items.length; index++) {
    if (index > 0) text += ',';
    text += canonicalJson(items[index]);
  }
  return `${text}]`;
}

function ofObject(value: object): string {
  const parts = value as Record<string, unknown>;
  if (typeof parts.toJSON === 'function') return canonicalJson(parts.toJSON());
  let text = '';
  for (const key of inOrder(Object.keys(value))) {
    const part = parts[key];
    if (part === undefined || typeof part === 'function' || typeof part === 'symbol') continue;
    text += text === '' ? '{' : ',';
    text += quoted(key);
    text += ':';
    text += canonicalJson(part);
  }
  return text === '' ? '{}' : `${text}}`;
}

const FEW = 16;

/** As `sort` has them; few keys are put into order with less than that takes. */
function inOrder(keys: string[]): string[] {
  if (keys.length > FEW) return keys.sort();
  for (let end = 1; end < keys.length; end++) {
    const key = keys[end]!;
    let at = end;
    for (; at > 0 && keys[at - 1]! > key; at--) keys[at] = keys[at - 1]!;
    keys[at] = key;
  }
  return keys;
}

const MOST_KNOWN = 1000;
const LONGEST_KNOWN = 64;
const known = new Map<string, string>();

/** The same few names come again and again. */
function quoted(key: string): string {
  const before = known.get(key);
  if (before !== undefined) return before;
  const text = JSON.stringify(key);
  if (known.size < MOST_KNOWN && key.length <= LONGEST_KNOWN) known.set(key, text);
  return text;
}
