import 'reflect-metadata';
import { container, type DependencyContainer, injectable, Lifecycle } from 'tsyringe';
import type { ServiceSource } from '../contracts/service-source.js';
import { contractNameOf } from '../plugin-api/contract.js';
import type { Buildable, PluginDefinition } from '../plugin-api/plugin.js';
import { constructorServices } from './constructor-services.js';

/** A container for one plugin alone, with everything that its classes' constructors may ask for. */
export async function fillContainer(
  definition: PluginDefinition,
  tools: readonly Buildable[],
  settings: object | undefined,
  source: ServiceSource,
): Promise<DependencyContainer> {
  const child = container.createChildContainer();
  if (definition.settings !== undefined) child.register(definition.settings, { useValue: settings });
  const services = definition.services ?? [];
  for (const buildable of [...services, ...tools]) {
    const asked = constructorServices(buildable);
    Reflect.defineMetadata('design:paramtypes', asked, buildable);
    injectable()(buildable as never);
    for (const contract of asked) {
      const name = contractNameOf(contract);
      if (name === undefined || child.isRegistered(contract as never)) continue;
      const service = await source(name, definition.name);
      child.register(contract as never, { useValue: service });
    }
  }
  for (const buildable of [...services, ...tools]) {
    child.register(
      buildable as never,
      { useClass: buildable as never },
      { lifecycle: Lifecycle.ContainerScoped },
    );
  }
  return child;
}

/** A plugin's services in the order in which they can start: each after those that it asks for. */
export function startOrder(services: readonly Buildable[]): Buildable[] {
  const ordered = new Set<Buildable>();
  const visiting = new Set<Buildable>();
  const visit = (service: Buildable) => {
    if (ordered.has(service) || visiting.has(service)) return;
    visiting.add(service);
    for (const asked of constructorServices(service)) {
      if (services.includes(asked as Buildable)) visit(asked as Buildable);
    }
    ordered.add(service);
  };
  services.forEach(visit);
  return [...ordered];
}
