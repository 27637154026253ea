import type { Fault } from '../contracts/fault.js';
import { contractNameOf, type Exportable, ownerOf } from '../plugin-api/contract.js';
import type { Buildable, PluginDefinition } from '../plugin-api/plugin.js';

/** The services that are the exported class or extend it; exactly one of them may. */
const providersOf = (exported: Exportable, { services = [] }: PluginDefinition): Buildable[] =>
  services.filter(
    (service) =>
      (service as unknown) === exported || Object.prototype.isPrototypeOf.call(exported, service as object),
  );

/** What a plugin exports: the class that others ask for, its contract's name, and the service behind it. */
export const exportedServices = (
  definition: PluginDefinition,
): { exported: Exportable; contract: string; service: Buildable }[] =>
  (definition.exports ?? []).map((exported) => ({
    exported,
    contract: contractNameOf(exported)!,
    service: providersOf(exported, definition)[0]!,
  }));

/** What is wrong with a plugin's exports. */
export function exportFaults(definition: PluginDefinition): Fault[] {
  return (definition.exports ?? []).flatMap((exported): Fault[] => {
    const contract = contractNameOf(exported);
    if (contract === undefined || ownerOf(contract) !== definition.name) {
      return [
        {
          code: 'EXPORT_NOT_NAMED',
          message:
            contract === undefined
              ? `It exports ${exported.name}, which has no name for others to ask by.`
              : `It exports ${exported.name} as "${contract}", which is not below its own name.`,
          hint: `Mark the class with @Contract('${definition.name}/${exported.name}').`,
        },
      ];
    }
    const { length, ...providers } = providersOf(exported, definition);
    if (length === 1) return [];
    const names = Object.values(providers).map(({ name }) => name);
    return [
      {
        code: 'EXPORT_NOT_PROVIDED',
        message:
          length === 0
            ? `It exports ${exported.name}, and none of its services is that or extends it.`
            : `It exports ${exported.name}, and several of its services may be meant: ${names.join(', ')}.`,
        hint: 'List exactly one such class in `services`.',
      },
    ];
  });
}
