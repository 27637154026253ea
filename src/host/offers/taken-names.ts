import type { Fault } from '../../contracts/fault.js';
import type { PlacedPlugin } from '../catalogue.js';

const HINT = 'Rename one, or turn one plugin off in mcp.config.json.';

/** What a plugin offers beside tools under a name or URI that another plugin has already. */
export function takenOffers(plugin: PlacedPlugin, others: readonly PlacedPlugin[]): Fault[] {
  const prompts = plugin.prompts.flatMap(({ name }): Fault[] => {
    const owner = others.find((other) => other.prompts.some((prompt) => prompt.name === name));
    if (owner === undefined) return [];
    const message = `Both ${owner.name} and ${plugin.name} have a prompt named ${name}.`;
    return [{ code: 'PROMPT_NAME_TAKEN', message, hint: HINT }];
  });
  const resources = plugin.resources.flatMap(({ uri }): Fault[] => {
    const owner = others.find((other) => other.resources.some((resource) => resource.uri === uri));
    if (owner === undefined) return [];
    const message = `Both ${owner.name} and ${plugin.name} have a resource at ${uri}.`;
    return [{ code: 'RESOURCE_URI_TAKEN', message, hint: HINT }];
  });
  return [...prompts, ...resources];
}
