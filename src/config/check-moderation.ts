import { closest } from '../contracts/closest.js';
import type { Fault } from '../contracts/fault.js';
import { MODERATION_CATEGORIES } from '../contracts/moderation-categories.js';
import { isObject } from './merge.js';

/** What the schema leaves open of `moderation`: whether there are such categories. A mistyped one would be watched by nobody. */
export function checkModeration(document: unknown, file: string): Fault[] {
  const section = isObject(document) && isObject(document.moderation) ? document.moderation : {};
  const { thresholds, categories } = section;
  const named: [where: string, name: unknown][] = [
    ...Object.keys(isObject(thresholds) ? thresholds : {}).map((name): [string, string] => [
      'moderation.thresholds',
      name,
    ]),
    ...(Array.isArray(categories) ? categories : []).map((name, index): [string, unknown] => [
      `moderation.categories[${index}]`,
      name,
    ]),
  ];
  return named.flatMap(([where, name]) => {
    if (typeof name !== 'string' || isCategory(name)) return [];
    const near = closest(name, MODERATION_CATEGORIES);
    return {
      code: 'CONFIG_INVALID',
      message: `${where} names ${JSON.stringify(name)}, and moderation has no such category.`,
      hint:
        near === undefined
          ? `There are: ${MODERATION_CATEGORIES.join(', ')}. Correct it in ${file}.`
          : `Did you mean ${near}? Correct it in ${file}.`,
      where,
    };
  });
}

const isCategory = (name: string): boolean => (MODERATION_CATEGORIES as readonly string[]).includes(name);
