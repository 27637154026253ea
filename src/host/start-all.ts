import type { PluginRuntime } from './plugin-runtime.js';

/** Starts them before the swap, so that an edit that can't start never serves. */
export async function startAll(runtimes: readonly PluginRuntime[]): Promise<void> {
  try {
    for (const runtime of runtimes) await runtime.running();
  } catch (error) {
    for (const runtime of runtimes.toReversed()) await runtime.stop();
    throw (error as Error).cause ?? error;
  }
}
