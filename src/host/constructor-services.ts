import type { Fault } from '../contracts/fault.js';
import { contractNameOf, ownerOf } from '../plugin-api/contract.js';
import type { Buildable, PluginDefinition } from '../plugin-api/plugin.js';
import { capabilityOf } from './capabilities.js';

/** The services that the host provides, by contract name. */
export type ContractNames = ReadonlySet<string>;

/**
 * The classes that a tool's or service's constructor asks for: the types that the compiler recorded, or, in plain
 * JavaScript, `static inject = [OpenAIClient, …]`.
 */
export function constructorServices(buildable: Buildable): unknown[] {
  const listed: unknown = Reflect.get(buildable, 'inject');
  if (Array.isArray(listed)) return listed;
  return Reflect.getMetadata('design:paramtypes', buildable) ?? Array(buildable.length).fill(undefined);
}

/** The classes that a plugin's constructors may ask for because they are its own. */
export function ownServices({
  services = [],
  settings,
  exports: exported = [],
}: PluginDefinition): Set<unknown> {
  const own = new Set<unknown>([...services, ...exported]);
  if (settings !== undefined) own.add(settings);
  return own;
}

/** The contracts that a plugin's constructors ask of the host or of other plugins. */
export function askedContracts(definition: PluginDefinition, offered: readonly Buildable[]): string[] {
  const own = ownServices(definition);
  const asked = [...(definition.services ?? []), ...offered]
    .flatMap(constructorServices)
    .filter((type) => !own.has(type))
    .map(contractNameOf);
  return [...new Set(asked)].filter((name) => name !== undefined).sort();
}

/** What a plugin's classes ask for and are not given. tsyringe would build an empty object in its place. */
export function missingServices(
  definition: PluginDefinition,
  offered: readonly Buildable[],
  contracts: ContractNames,
): Fault[] {
  const own = ownServices(definition);
  return [...(definition.services ?? []), ...offered].flatMap((buildable) =>
    constructorServices(buildable).flatMap((type, index) => {
      if (own.has(type)) return [];
      const fault = refusal(definition, contracts, buildable, type, index);
      return fault === undefined ? [] : [fault];
    }),
  );
}

function refusal(
  { needs = [], uses }: PluginDefinition,
  contracts: ContractNames,
  buildable: Buildable,
  type: unknown,
  index: number,
): Fault | undefined {
  const contract = contractNameOf(type);
  if (contract !== undefined && contracts.has(contract)) {
    const capability = capabilityOf(contract);
    if (uses === undefined || capability === undefined || uses.includes(capability)) return undefined;
    return {
      code: 'CAPABILITY_UNDECLARED',
      message: `${buildable.name} asks for ${contract}, which the plugin does not say that it uses.`,
      hint: `Add '${capability}' to \`uses\` in definePlugin.`,
    };
  }
  const owner = contract === undefined ? undefined : ownerOf(contract);
  if (owner !== undefined && needs.includes(owner)) return undefined;
  if (owner !== undefined) {
    return {
      code: 'SERVICE_UNKNOWN',
      message: `${buildable.name} asks for ${contract}, which is the plugin ${owner}'s.`,
      hint: `Add '${owner}' to \`needs\` in definePlugin.`,
    };
  }
  return nobodys(buildable, type, index);
}

function nobodys(buildable: Buildable, type: unknown, index: number): Fault {
  const erased = type === Object || type === Function || type === undefined;
  const name = typeof type === 'function' ? type.name : String(type);
  return {
    code: 'SERVICE_UNKNOWN',
    message: erased
      ? `Parameter ${index + 1} of ${buildable.name}'s constructor has no class that can be injected.`
      : `${buildable.name} asks for ${name}, which neither the host nor the plugin provides.`,
    hint: erased
      ? 'Import the class as a value: `import type` and interfaces leave nothing to inject. In JavaScript, list the classes in `static inject`.'
      : `List ${name} in the plugin's \`services\` and mark it with @Service(). If another plugin exports it, that one marks it with @Contract().`,
  };
}
