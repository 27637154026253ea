import { maskSecrets } from '../../config/mask-secrets.js';

/** Names of fields whose values are never written. */
export const SECRET_NAME =
  /^(?:.*[_-])?(?:api[_-]?key|apiKey|authorization|cookie|set-cookie|password|passwd|secret|access[_-]?token|token)$/i;
const DEEPEST = 6;
const LONGEST = 4_000;

/** Facts of a log line made safe to write: secrets masked at any depth, cycles and giants cut. */
export function cleanFacts(facts: Record<string, unknown>, mask: (text: string) => string = maskSecrets) {
  return cleanObject(facts, mask, []);
}

function cleanObject(object: object, mask: (text: string) => string, above: readonly object[]) {
  const cleaned = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(object)) {
    cleaned[mask(name)] = SECRET_NAME.test(name)
      ? '[redacted]'
      : clean(read(object, name), mask, [...above, object]);
  }
  return cleaned;
}

function clean(value: unknown, mask: (text: string) => string, above: readonly object[]): unknown {
  if (typeof value === 'string') return cut(mask(value));
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function')
    return mask(String(value));
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  if (above.length >= DEEPEST) return '[deeper]';
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Date || value instanceof URL) return cut(mask(String(value)));
  if (value instanceof Error) return cleanError(value, mask, above);
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => clean(item, mask, [...above, value]));
  if (value instanceof Map) return cleanObject(Object.fromEntries(value), mask, above);
  if (value instanceof Set) return clean([...value], mask, above);
  return cleanObject(value, mask, above);
}

function cleanError(error: Error, mask: (text: string) => string, above: readonly object[]) {
  const { code, hint } = error as { code?: unknown; hint?: unknown };
  return {
    name: error.name,
    message: cut(mask(error.message)),
    ...(typeof code === 'string' ? { code: mask(code) } : {}),
    ...(typeof hint === 'string' ? { hint: cut(mask(hint)) } : {}),
    stack: cut(mask(error.stack ?? '')),
    ...(error.cause === undefined ? {} : { cause: clean(error.cause, mask, [...above, error]) }),
  };
}

function read(object: object, name: string): unknown {
  try {
    return Reflect.get(object, name);
  } catch {
    return '[unreadable]';
  }
}

/** A text at the length that is written at most. */
export const cut = (text: string) =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
