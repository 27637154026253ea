/** A JSON object. */
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Two documents as one: where both say something, the second holds; `undefined` says nothing. Neither is changed. */
export function merge(below: Json, above: Json): Json {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const present = merged.get(key);
    if (value !== undefined)
      merged.set(key, isObject(present) && isObject(value) ? merge(present, value) : value);
  }
  // Defines instead of assigning: a key may be `__proto__`.
  return Object.fromEntries(merged);
}
