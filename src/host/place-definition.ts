import type { PluginDefinition } from '../plugin-api/plugin.js';
import { IN_MEMORY } from './catalogue.js';
import { checkPlugin } from './check-plugin.js';
import type { ContractNames } from './constructor-services.js';
import { describePlugin } from './describe-plugin.js';
import type { Placement } from './place-plugin.js';
import type { PluginCode } from './plugin-code.js';

const folders = new WeakMap<PluginDefinition, string>();

/** A definition whose classes are in memory, with the files of a folder: what its classes name in it is found. */
export function withFilesOf(definition: PluginDefinition, folder: string | undefined): PluginDefinition {
  if (folder !== undefined) folders.set(definition, folder);
  return definition;
}

/**
 * A plugin that is in memory already, with what it offers listed in its definition.
 *
 * @throws FaultError when it can't be served.
 */
export async function placeDefinition(
  definition: PluginDefinition,
  contracts: ContractNames,
): Promise<Placement> {
  const folder = folders.get(definition);
  const code: PluginCode = {
    ...(folder === undefined ? {} : { folder }),
    definition,
    tools: (definition.tools ?? []).map((toolClass) => ({ toolClass, file: '' })),
    steps: (definition.steps ?? []).map((stepClass) => ({ stepClass, file: '' })),
    prompts: (definition.prompts ?? []).map((offered) => ({ offered, file: '' })),
    resources: (definition.resources ?? []).map((offered) => ({ offered, file: '' })),
  };
  await checkPlugin(code, contracts);
  const described = await describePlugin(code, '');
  return { plugin: { ...described, folder: folder ?? IN_MEMORY, bundled: false }, code };
}
