/**
 * JSON with the keys of every object in order, so that equal values have equal texts. By hand: a replacer costs several times
 * as much, and every call pays for it.
 *
 * @throws RangeError for what is nested too deeply or holds itself.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
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
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonicalJson(value.toJSON());
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const part: unknown = Reflect.get(value, key);
    if (part === undefined || typeof part === 'function' || typeof part === 'symbol') continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(part)}`;
  }
  return `{${text}}`;
}
