import type { LoadedConfig } from '../../config/load-config.js';
import { type Fault, FaultError } from '../../contracts/fault.js';
import { buildRuntimes } from '../../host/build-runtimes.js';
import type { PlacedPlugin } from '../../host/catalogue.js';
import { type ChosenSteps, chooseSteps, hasPluginSteps } from '../../host/choose-steps.js';
import { chooseTools } from '../../host/choose-tools.js';
import { faultsOf } from '../../host/faults-of.js';
import { placeGate } from '../../host/gate/place-gate.js';
import type { Gathered } from '../../host/gather-plugins.js';
import type { PluginRuntime } from '../../host/plugin-runtime.js';
import type { Services } from '../../services/create-services.js';
import { offerCounts } from '../offer-counts.js';
import { type Finding, failed } from './finding.js';

/** Every enabled plugin, imported, built and started for real, without a call; and the selections of tools. */
export async function checkPlugins(
  loaded: LoadedConfig,
  gathered: Gathered,
  services: Services,
): Promise<Finding[]> {
  const { runtimes, faults } = await buildRuntimes(gathered, loaded.config, services);
  const findings = groupByPlugin(faults);
  try {
    for (const runtime of runtimes) findings.push(await checkPlugin(runtime));
  } finally {
    for (const runtime of runtimes.toReversed()) await runtime.stop();
  }
  const chosen = await chooseSteps(runtimes);
  findings.push(...groupByPlugin(chosen.faults));
  const { input, output } = loaded.config.moderation;
  const isGated = input.length + output.length > 0;
  if (hasPluginSteps(chosen) || isGated) findings.push(describeSteps(chosen, isGated));
  return [...findings, ...(await checkSelection(loaded, [...faults, ...chosen.faults], chosen.runtimes))];
}

/** The way of every call, with what plugins and moderation have put into it. */
function describeSteps({ steps }: ChosenSteps, isGated: boolean): Finding {
  const names = steps.map((each) => {
    if (typeof each === 'string') return each;
    const { name, tools } = each.step;
    return `${name} (${each.plugin}${tools === undefined ? '' : `, for ${tools.join(', ')}`})`;
  });
  const gate = { input: 'moderate-input', output: 'moderate-output' };
  const way = isGated ? placeGate(names, (name) => name, gate) : names;
  return { state: 'ok', area: 'plugins', message: `Every call passes: ${way.join(' → ')}` };
}

/** A name that is nobody's may be a tool of a plugin that can't be served. */
async function checkSelection(
  { config }: LoadedConfig,
  faults: readonly Fault[],
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

async function checkPlugin(runtime: PluginRuntime): Promise<Finding> {
  const { plugin } = runtime;
  const { name, version, tools, prompts, resources, steps = [] } = plugin;
  try {
    await runtime.running();
    for (const tool of tools) await runtime.tool(tool);
    for (const prompt of prompts) await runtime.prompt(prompt);
    for (const resource of resources) await runtime.resource(resource);
    for (const step of steps) await runtime.step(step);
    const facts = [offerCounts(plugin), ...relations(plugin)].filter((fact) => fact !== '');
    const message = `${name} ${version}: ${facts.join('; ')}`;
    return { state: 'ok', area: 'plugins', message };
  } catch (error) {
    const reason = error instanceof FaultError ? error : (error as Error).cause;
    return failed('plugins', `${name} can't be served.`, new FaultError(faultsOf(reason, name)));
  }
}

/** What it uses, needs and exports; what it uses by itself nobody knows, unless it says so. */
function relations({
  uses,
  injects = [],
  needs = [],
  exports: exported = [],
}: Partial<PlacedPlugin>): string[] {
  const used =
    uses === undefined
      ? [...(injects.length === 0 ? [] : [`is given ${injects.join(', ')}`]), 'declares no uses']
      : [`uses ${uses.length === 0 ? 'nothing' : uses.join(', ')}`];
  return [
    ...used,
    ...(needs.length === 0 ? [] : [`needs ${needs.join(', ')}`]),
    ...(exported.length === 0 ? [] : [`exports ${exported.join(', ')}`]),
  ];
}
