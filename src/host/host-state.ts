import type { Fault } from '../contracts/fault.js';
import type { HostState, PluginState } from '../contracts/host-state.js';
import type { CallsUnderWay } from './calls-under-way.js';
import type { Served } from './compose-served.js';

interface Watched {
  name: string;
  version: string;
  serving: Served;
}

/** What goes on in a host at this moment. */
export function hostState(
  { name, version, serving }: Watched,
  calls: CallsUnderWay,
  refusedConfig: readonly Fault[],
): HostState {
  const plugins = serving.runtimes.map(({ plugin, isLive }): PluginState => {
    const tools = plugin.tools.map((tool) => tool.name);
    return { name: plugin.name, version: plugin.version, state: isLive ? 'running' : 'idle', tools };
  });
  plugins.sort((one, other) => one.name.localeCompare(other.name));
  return { name, version, calls: calls.live, plugins, faults: serving.faults, refusedConfig };
}
