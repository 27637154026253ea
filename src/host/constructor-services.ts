import type { Fault } from '../contracts/fault.js';
import { contractNameOf } from '../plugin-api/contract.js';
import type { Buildable, PluginDefinition } from '../plugin-api/plugin.js';

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

/** What a plugin's classes ask for and nobody provides. tsyringe would build an empty object in its place. */
export function missingServices(
  definition: PluginDefinition,
  tools: readonly Buildable[],
  contracts: ContractNames,
): Fault[] {
  const own = new Set<unknown>(definition.services);
  if (definition.settings !== undefined) own.add(definition.settings);
  const provided = (type: unknown) => own.has(type) || contracts.has(contractNameOf(type) ?? '');
  return [...(definition.services ?? []), ...tools].flatMap((buildable) =>
    constructorServices(buildable)
      .map((type, index) => ({ type, index }))
      .filter(({ type }) => !provided(type))
      .map(({ type, index }) => describeMissing(buildable, type, index)),
  );
}

function describeMissing(buildable: Buildable, type: unknown, index: number): Fault {
  const erased = type === Object || type === Function || type === undefined;
  const name = typeof type === 'function' ? type.name : String(type);
  return {
    code: 'SERVICE_UNKNOWN',
    message: erased
      ? `Parameter ${index + 1} of ${buildable.name}'s constructor has no class that can be injected.`
      : `${buildable.name} asks for ${name}, which neither the host nor the plugin provides.`,
    hint: erased
      ? 'Import the class as a value: `import type` and interfaces leave nothing to inject. In JavaScript, list the classes in `static inject`.'
      : `List ${name} in the plugin's \`services\` and mark it with @Service().`,
  };
}
