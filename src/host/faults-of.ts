import { type Fault, FaultError } from '../contracts/fault.js';
import { hintOn } from './load-hints.js';

/** What was thrown while a plugin was looked at, as its faults. */
export function faultsOf(error: unknown, plugin: string): Fault[] {
  if (error instanceof FaultError) return error.faults.map((each) => ({ plugin, ...each }));
  const message = error instanceof Error ? error.message : String(error);
  const hint = hintOn(message);
  return [
    { plugin, code: 'PLUGIN_BROKEN', message: `It can't be loaded: ${message}`, ...(hint && { hint }) },
  ];
}
