import type { HostConfig, PluginEntry } from '../config/host-config.js';

/** A plugin's entry in the config in its long form. */
export function entryOf(config: HostConfig, name: string): Partial<PluginEntry> & { enabled: boolean } {
  const entry = config.plugins[name] ?? true;
  return typeof entry === 'boolean' ? { enabled: entry } : { ...entry, enabled: entry.enabled ?? true };
}
