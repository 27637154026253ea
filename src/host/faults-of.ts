import { type Fault, FaultError } from '../contracts/fault.js';

/** What was thrown while a plugin was looked at, as its faults. */
export function faultsOf(error: unknown, plugin: string): Fault[] {
  if (error instanceof FaultError) return error.faults.map((each) => ({ plugin, ...each }));
  const message = error instanceof Error ? error.message : String(error);
  return [{ plugin, code: 'PLUGIN_BROKEN', message: `It can't be loaded: ${message}` }];
}
