import { type Fault, FaultError } from '../contracts/fault.js';
import type { CataloguePlugin } from '../host/catalogue.js';
import { checkPlugin } from '../host/check-plugin.js';
import type { ContractNames } from '../host/constructor-services.js';
import { describePlugin } from '../host/describe-plugin.js';
import { faultsOf } from '../host/faults-of.js';
import type { PluginCode } from '../host/plugin-code.js';

/** What the host's door says of a plugin's code, and the plugin as data where it can be had. */
export async function passDoor(
  code: PluginCode,
  file: string,
  contracts: ContractNames,
): Promise<{ faults: Fault[]; described?: CataloguePlugin }> {
  const faults: Fault[] = [];
  const collect = (error: unknown) => void faults.push(...faultsOf(error, code.definition.name));
  await checkPlugin(code, contracts).catch(collect);
  const turnedAway = faults.length > 0;
  const described = await describePlugin(code, file).catch((error: unknown) => {
    // What the door refuses may be such that it can't be described; that is no fault of its own.
    if (error instanceof FaultError || !turnedAway) collect(error);
  });
  return { faults, ...(described ? { described } : {}) };
}
