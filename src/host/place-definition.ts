import type { PluginDefinition } from '../plugin-api/plugin.js';
import { checkPlugin } from './check-plugin.js';
import type { ContractNames } from './constructor-services.js';
import { describePlugin } from './describe-plugin.js';
import type { Placement } from './place-plugin.js';

/**
 * A plugin that is in memory already, with what it offers listed in its definition.
 *
 * @throws FaultError when it can't be served.
 */
export async function placeDefinition(
  definition: PluginDefinition,
  contracts: ContractNames,
): Promise<Placement> {
  const code = {
    definition,
    tools: (definition.tools ?? []).map((toolClass) => ({ toolClass, file: '' })),
    steps: (definition.steps ?? []).map((stepClass) => ({ stepClass, file: '' })),
    prompts: (definition.prompts ?? []).map((offered) => ({ offered, file: '' })),
    resources: (definition.resources ?? []).map((offered) => ({ offered, file: '' })),
  };
  await checkPlugin(code, contracts);
  return { plugin: { ...(await describePlugin(code, '')), folder: 'memory:', bundled: false }, code };
}
