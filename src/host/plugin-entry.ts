import type { HostConfig } from '../config/host-config.js';
import type { PluginEntry } from '../config/sections/plugin-entry.js';

/** A plugin's entry in the config in its long form. */
export function entryOf(config: HostConfig, name: string): Partial<PluginEntry> & { enabled: boolean } {
  const entry = config.plugins[name] ?? true;
  return typeof entry === 'boolean' ? { enabled: entry } : { ...entry, enabled: entry.enabled ?? true };
}
