import type { Fault } from './fault.js';

/** A call of a tool that is under way. */
export interface LiveCall {
  id: string;
  tool: string;
  plugin: string;
  client: string;
  /** ISO 8601. */
  since: string;
  /** The job that it goes on as, without its client. */
  job?: string;
}

/** A plugin that is served. */
export interface PluginState {
  name: string;
  version: string;
  /** `running`: it has been called, and has started; `idle`: it starts at its first call. */
  state: 'running' | 'idle';
  tools: readonly string[];
}

/** What goes on in a host at this moment. */
export interface HostState {
  name: string;
  version: string;
  /** The longest first. */
  calls: readonly LiveCall[];
  plugins: readonly PluginState[];
  /** What keeps plugins from being served. */
  faults: readonly Fault[];
  /** Why the config that is there now is not the one that holds. */
  refusedConfig: readonly Fault[];
}
