import type { JsonSchema } from '../plugin-api/json-schema.js';
import { judgeDescription } from './description-length.js';
import { promptsOf } from './offers-of.js';
import type { Rule } from './rule.js';

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Rules about what a person sees of a prompt. */
export const promptRules: readonly Rule[] = [
  {
    id: 'prompt/kebab-case',
    level: 'warning',
    check: (plugin) =>
      promptsOf(plugin)
        .filter(({ name }) => typeof name === 'string' && !KEBAB.test(name))
        .map(({ name, file: where }) => {
          const message = `The prompt "${name}" is not kebab-case.`;
          return { message, hint: 'Such as pack-bag: many clients make a slash command of it.', where };
        }),
  },
  {
    id: 'prompt/description',
    level: 'warning',
    check: (plugin) =>
      promptsOf(plugin).flatMap(({ name, title, description, file: where }) => {
        const message = judgeDescription(`the prompt ${name}`, description, title);
        const hint = 'Say in a sentence what it begins: people choose by it.';
        return message === undefined ? [] : [{ message, hint, where }];
      }),
  },
  {
    id: 'prompt/arguments',
    level: 'warning',
    check: (plugin) =>
      promptsOf(plugin).flatMap(({ name, inputSchema, file: where }) => {
        const properties = (inputSchema?.properties ?? {}) as Record<string, JsonSchema>;
        const silent = Object.keys(properties).filter((each) => !('description' in properties[each]!));
        if (silent.length === 0) return [];
        const message = `Of the prompt ${name}, without a description ${silent.length === 1 ? 'is' : 'are'} ${silent.join(', ')}.`;
        const hint = 'Say with @Describe what to fill in: clients show nothing else, not even the choices.';
        return [{ message, hint, where }];
      }),
  },
];
