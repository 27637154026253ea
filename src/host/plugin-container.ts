import 'reflect-metadata';
import { container, type DependencyContainer, injectable, Lifecycle } from 'tsyringe';
import { fault } from '../contracts/fault.js';
import type { ServiceSource } from '../contracts/service-source.js';
import { contractNameOf } from '../plugin-api/contract.js';
import type { Buildable, PluginDefinition } from '../plugin-api/plugin.js';
import { constructorServices, ownServices } from './constructor-services.js';
import { exportedServices } from './exported-services.js';

/** A container for one plugin alone, its tools and steps included, with everything that its classes' constructors may ask for. */
export async function fillContainer(
  definition: PluginDefinition,
  parts: readonly Buildable[],
  settings: object | undefined,
  source: ServiceSource,
): Promise<DependencyContainer> {
  const child = container.createChildContainer();
  if (definition.settings !== undefined) child.register(definition.settings, { useValue: settings });
  const services = definition.services ?? [];
  const own = ownServices(definition);
  for (const buildable of [...services, ...parts]) {
    const asked = constructorServices(buildable);
    Reflect.defineMetadata('design:paramtypes', asked, buildable);
    injectable()(buildable as never);
    for (const contract of asked) {
      const name = contractNameOf(contract);
      if (name === undefined || own.has(contract) || child.isRegistered(contract as never)) continue;
      const service = await source(name, definition.name);
      if (service === undefined) throw fault('SERVICE_UNKNOWN', `Nobody provides ${name}.`);
      child.register(contract as never, { useValue: service });
    }
  }
  for (const buildable of [...services, ...parts]) {
    child.register(
      buildable as never,
      { useClass: buildable as never },
      { lifecycle: Lifecycle.ContainerScoped },
    );
  }
  for (const { exported, service } of exportedServices(definition)) {
    if ((service as unknown) !== exported) child.register(exported as never, { useToken: service as never });
  }
  return child;
}

/** A plugin's services in the order in which they can start: each after those that it asks for. */
export function startOrder(definition: PluginDefinition): Buildable[] {
  const { services = [] } = definition;
  const exported = new Map<unknown, Buildable>(
    exportedServices(definition).map((each) => [each.exported, each.service]),
  );
  const ordered = new Set<Buildable>();
  const visiting = new Set<Buildable>();
  const visit = (buildable: Buildable) => {
    if (ordered.has(buildable) || visiting.has(buildable)) return;
    visiting.add(buildable);
    for (const asked of constructorServices(buildable)) {
      const service = exported.get(asked) ?? (asked as Buildable);
      if (services.includes(service)) visit(service);
    }
    ordered.add(buildable);
  };
  services.forEach(visit);
  return [...ordered];
}
