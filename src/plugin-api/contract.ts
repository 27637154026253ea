import { CONTRACT } from './metadata.js';

/**
 * Names an abstract class that the host provides. Symbol.for on the class, so that a plugin built against another copy
 * of this package still receives the host's service.
 */
export function Contract(name: string) {
  return (contract: abstract new (...args: never[]) => object): void => {
    Object.defineProperty(contract, CONTRACT, { value: name });
  };
}

/** The name that {@link Contract} gave a class; undefined for any other class. */
export const contractNameOf = (candidate: unknown): string | undefined =>
  typeof candidate === 'function' && Object.hasOwn(candidate, CONTRACT)
    ? Reflect.get(candidate, CONTRACT)
    : undefined;
