import type { JsonSchema } from '../plugin-api/json-schema.js';
import type { Buildable } from '../plugin-api/plugin.js';
import { type PromptOptions, promptOptionsOf } from '../plugin-api/prompt.js';
import { type ResourceOptions, resourceOptionsOf } from '../plugin-api/resource.js';
import type { ExaminedPlugin } from './examined-plugin.js';

interface Offered {
  /** The class itself. */
  offered: Buildable;
  file: string;
}

/** A prompt as rules see it: without a schema where the plugin can't be described. */
export type ExaminedPrompt = PromptOptions<object> & Offered & { inputSchema?: JsonSchema };

export type ExaminedResource = ResourceOptions & Offered;

/** The prompts of a plugin that are marked as such. */
export function promptsOf({ code, described }: ExaminedPlugin): ExaminedPrompt[] {
  return (code?.prompts ?? []).flatMap(({ offered, file }) => {
    const options = promptOptionsOf(offered);
    if (options === undefined) return [];
    const inputSchema = described?.prompts.find(({ name }) => name === options.name)?.inputSchema;
    return [{ ...options, offered, file, ...(inputSchema && { inputSchema }) }];
  });
}

/** The resources of a plugin that are marked as such. */
export function resourcesOf({ code }: ExaminedPlugin): ExaminedResource[] {
  return (code?.resources ?? []).flatMap(({ offered, file }) => {
    const options = resourceOptionsOf(offered);
    return options === undefined ? [] : [{ ...options, offered, file }];
  });
}

/** Whether a class has a method. */
export const has = ({ offered }: Offered, method: string): boolean =>
  typeof offered.prototype[method] === 'function';
