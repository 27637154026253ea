import { type Fault, FaultError } from '../contracts/fault.js';
import { HOST_STEPS, type HostStepName, placeSteps, type UnplacedStep } from './place-steps.js';
import type { PluginRuntime } from './plugin-runtime.js';

/** A plugin's step that has its place, and the calls that it takes part in. */
export interface ServedStep extends UnplacedStep {
  runtime: PluginRuntime;
  appliesTo(tool: string): boolean;
}

export interface ChosenSteps {
  /** Every step of a call, outermost first. */
  steps: (HostStepName | ServedStep)[];
  /** The plugins whose steps could all be placed; one that asks for an impossible place is out as a whole. */
  runtimes: PluginRuntime[];
  faults: Fault[];
}

/** The steps of all plugins in their order. */
export async function chooseSteps(all: readonly PluginRuntime[]): Promise<ChosenSteps> {
  const found = await Promise.all(all.map(stepsOf));
  const faults: Fault[] = [];
  for (let runtimes = [...all]; ; ) {
    try {
      const steps = placeSteps(found.flat().filter((each) => runtimes.includes(each.runtime)));
      return { steps, runtimes, faults };
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      const refused = [...error.faults, ...withoutNeeded(runtimes, error.faults)];
      faults.push(...refused);
      const out = new Set(refused.map(({ plugin }) => plugin));
      runtimes = runtimes.filter(({ plugin }) => !out.has(plugin.name));
    }
  }
}

/** Whether any plugin has put a step into the calls' way. */
export const hasPluginSteps = ({ steps }: ChosenSteps): boolean => steps.length > HOST_STEPS.length;

/** Those that need a plugin that is refused, directly or not. Each plugin comes after those that it needs. */
function withoutNeeded(runtimes: readonly PluginRuntime[], refused: readonly Fault[]): Fault[] {
  const out = new Set(refused.map(({ plugin }) => plugin));
  return runtimes.flatMap(({ plugin: { name, needs = [] } }): Fault[] => {
    const missing = needs.find((each) => out.has(each));
    if (missing === undefined || out.has(name)) return [];
    out.add(name);
    const message = `It needs the plugin ${missing}, which can't be served itself.`;
    return [{ plugin: name, code: 'PLUGIN_NEEDS_MISSING', message, hint: `Mend ${missing} first.` }];
  });
}

async function stepsOf(runtime: PluginRuntime): Promise<ServedStep[]> {
  const { name: plugin, steps = [] } = runtime.plugin;
  return Promise.all(
    steps.map(async (step) => ({ plugin, step, runtime, appliesTo: await matcherOf(step.tools) })),
  );
}

/** The library is loaded only where there is a pattern to match. */
async function matcherOf(patterns: string[] | undefined): Promise<(tool: string) => boolean> {
  if (patterns === undefined) return () => true;
  const { default: picomatch } = await import('picomatch');
  const isMatch = picomatch(patterns);
  return (tool) => isMatch(tool);
}
