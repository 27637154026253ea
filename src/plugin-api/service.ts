import { SERVICE } from './metadata.js';

/**
 * A service of a plugin: one instance for the plugin, built at the first use. `start()` runs before the first call that
 * needs it; `stop()` when the server ends, last started first stopped.
 */
export interface Lifecycle {
  /** Opens what the service holds, before the first call that needs it. */
  start?(): void | Promise<void>;
  /** Closes what the service holds. It must be quick. */
  stop?(): void | Promise<void>;
}

/** Marks a class of the plugin's own as a service, so that its constructor is injected. List it in `services`. */
export function Service() {
  return (serviceClass: abstract new (...services: never[]) => object): void => {
    Object.defineProperty(serviceClass, SERVICE, { value: true });
  };
}

/** Whether a class is marked with {@link Service}. */
export const isService = (candidate: unknown): boolean =>
  typeof candidate === 'function' && Object.hasOwn(candidate, SERVICE);
