import type { JsonSchema } from '../plugin-api/json-schema.js';

const STRICTER: Readonly<Record<string, (...limits: number[]) => number>> = {
  minimum: Math.max,
  exclusiveMinimum: Math.max,
  minLength: Math.max,
  minItems: Math.max,
  maximum: Math.min,
  exclusiveMaximum: Math.min,
  maxLength: Math.min,
  maxItems: Math.min,
};

const isNumeric = (type: unknown) => type === 'number' || type === 'integer';

/** Both at once, as one schema: of two limits the stricter; what can't be one keyword goes to `allOf`. */
export function mergeKeywords(left: JsonSchema, right: JsonSchema): JsonSchema {
  const merged = { ...left };
  for (const [keyword, value] of Object.entries(right)) {
    const present = merged[keyword];
    if (present === undefined) merged[keyword] = value;
    else if (STRICTER[keyword]) merged[keyword] = STRICTER[keyword](present as number, value as number);
    else if (keyword === 'type' && isNumeric(present) && isNumeric(value))
      merged.type = present === value ? value : 'integer';
    else if (JSON.stringify(present) !== JSON.stringify(value))
      merged.allOf = [...((merged.allOf as JsonSchema[]) ?? []), { [keyword]: value }];
  }
  return merged;
}
