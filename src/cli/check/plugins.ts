import type { LoadedConfig } from '../../config/load-config.js';
import { type Fault, FaultError } from '../../contracts/fault.js';
import { buildRuntime } from '../../host/build-runtime.js';
import { checkSettings } from '../../host/check-settings.js';
import { chooseTools } from '../../host/choose-tools.js';
import { entryOf, faultsOf, type Gathered } from '../../host/gather-plugins.js';
import type { PluginRuntime } from '../../host/plugin-runtime.js';
import type { Services } from '../../services/create-services.js';
import { type Finding, failed } from './finding.js';

/** Every enabled plugin, imported, built and started for real, without a call; and the selections of tools. */
export async function checkPlugins(
  loaded: LoadedConfig,
  gathered: Gathered,
  services: Services,
): Promise<Finding[]> {
  const findings = groupByPlugin(gathered.faults);
  const runtimes = gathered.placements.map((placement) => buildRuntime(placement, loaded.config, services));
  for (const runtime of runtimes) findings.push(await checkPlugin(runtime, loaded));
  return [...findings, ...(await checkSelection(loaded, gathered, runtimes))];
}

/** A name that is nobody's may be a tool of a plugin that can't be served. */
async function checkSelection(
  { config }: LoadedConfig,
  { faults }: Gathered,
  runtimes: readonly PluginRuntime[],
): Promise<Finding[]> {
  try {
    await chooseTools(config, runtimes, false);
    return [];
  } catch (error) {
    const finding = failed('plugins', 'The selection of tools has a name that no tool bears.', error);
    return [faults.length === 0 ? finding : { ...finding, state: 'warning' }];
  }
}

function groupByPlugin(faults: readonly Fault[]): Finding[] {
  const names = [...new Set(faults.map(({ plugin }) => plugin))];
  return names.map((name) => {
    const own = faults.filter(({ plugin }) => plugin === name);
    return failed('plugins', `${name} can't be served.`, new FaultError(own));
  });
}

async function checkPlugin(runtime: PluginRuntime, { config }: LoadedConfig): Promise<Finding> {
  const { plugin } = runtime;
  const { name, version, tools } = plugin;
  try {
    await checkSettings(plugin, entryOf(config, name).settings);
    for (const tool of tools) await runtime.tool(tool);
    const count = tools.length === 1 ? '1 tool' : `${tools.length} tools`;
    return { state: 'ok', area: 'plugins', message: `${name} ${version}: ${count}` };
  } catch (error) {
    const reason = error instanceof FaultError ? error : (error as Error).cause;
    return failed('plugins', `${name} can't be served.`, new FaultError(faultsOf(reason, name)));
  } finally {
    await runtime.stop();
  }
}
