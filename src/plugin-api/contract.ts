import { CONTRACT } from './metadata.js';

/** A class, abstract or not, that stands for a service which somebody else provides. */
export type Exportable = abstract new (...services: never[]) => object;

/**
 * Names a class that one side provides and another injects: one of the host's own services, or what a plugin exports,
 * as `<plugin>/<Class>`. The name decides and not the class, so that two copies of a package agree.
 */
export function Contract(name: string) {
  return (contract: Exportable): void => {
    Object.defineProperty(contract, CONTRACT, { value: name });
  };
}

/** The name that {@link Contract} gave a class; undefined for any other class. */
export const contractNameOf = (candidate: unknown): string | undefined =>
  typeof candidate === 'function' && Object.hasOwn(candidate, CONTRACT)
    ? Reflect.get(candidate, CONTRACT)
    : undefined;

/** The plugin that a contract belongs to; undefined for a contract of the host's. */
export const ownerOf = (contract: string): string | undefined => /^(.+?)\/./.exec(contract)?.[1];
