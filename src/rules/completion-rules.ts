import type { JsonSchema } from '../plugin-api/json-schema.js';
import { type ExaminedPrompt, type ExaminedResource, has, promptsOf, resourcesOf } from './offers-of.js';
import type { Rule } from './rule.js';

/** Words of a method that asks OpenAI, or the network. */
const ASKS = /\bfetch\(|\.(responses|completions|embeddings|images|moderations|transcriptions|speech)\.\w+\(/;

/** Rules about `complete()` and `list()`. */
export const completionRules: readonly Rule[] = [
  {
    id: 'completion/asked',
    level: 'warning',
    check: (plugin) => [
      ...promptsOf(plugin)
        .filter((prompt) => has(prompt, 'complete') && takesOnlyChoices(prompt))
        .map(({ name, file: where }) => ({
          message: `The complete() of the prompt ${name} is never asked.`,
          hint: 'Take it out: a choice (@IsIn) completes by itself, and there is no other argument.',
          where,
        })),
      ...resourcesOf(plugin).flatMap((resource) =>
        ['list', 'complete']
          .filter((method) => resource.template === undefined && has(resource, method))
          .map((method) => ({
            message: `The ${method}() of the resource ${resource.name} is never asked: its URI is fixed.`,
            hint: 'Take it out, or give the resource a `template`.',
            where: resource.file,
          })),
      ),
    ],
  },
  {
    id: 'completion/cheap',
    level: 'warning',
    check: (plugin) =>
      [...promptsOf(plugin), ...resourcesOf(plugin)]
        .filter((offer) => has(offer, 'complete') && ASKS.test(bodyOf(offer)))
        .map(({ name, file: where }) => ({
          message: `The complete() of ${name} asks somebody else, and clients call it at every key that is pressed.`,
          hint: 'Answer from memory: have a service fetch what there is in start(), or now and then.',
          where,
        })),
  },
];

const bodyOf = ({ offered }: ExaminedPrompt | ExaminedResource): string => String(offered.prototype.complete);

function takesOnlyChoices({ inputSchema }: ExaminedPrompt): boolean {
  if (inputSchema === undefined) return false;
  return Object.values((inputSchema.properties ?? {}) as Record<string, JsonSchema>).every(
    (property) => 'enum' in property,
  );
}
