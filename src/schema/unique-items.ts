import type { FuncKeywordDefinition } from 'ajv/dist/2020.js';

const sorted = (_key: string, part: unknown) =>
  typeof part === 'object' && part !== null && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
    : part;

/** Equal for values that JSON Schema calls equal. */
const identity = (item: unknown) => (typeof item === 'string' ? `"${item}` : JSON.stringify(item, sorted));

const isUnique: NonNullable<FuncKeywordDefinition['validate']> = (on: boolean, items: unknown[]) => {
  const seen = new Map<string, number>();
  for (const [i, item] of on ? items.entries() : []) {
    const key = identity(item);
    const j = seen.get(key);
    if (j !== undefined) {
      isUnique.errors = [{ keyword: 'uniqueItems', message: 'must not repeat an item', params: { i, j } }];
      return false;
    }
    seen.set(key, i);
  }
  return true;
};

/** Ajv's own compares every object with every other, which 100,000 of them turn into minutes. */
export const UNIQUE_ITEMS: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  validate: isUnique,
};
