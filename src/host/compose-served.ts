import type { HostConfig } from '../config/host-config.js';
import type { Fault } from '../contracts/fault.js';
import { chooseSteps, type ServedStep } from './choose-steps.js';
import { chooseTools } from './choose-tools.js';
import type { Prompts } from './offers/prompts.js';
import type { Resources } from './offers/resources.js';
import type { CallStep } from './passage.js';
import type { HostStepName } from './place-steps.js';
import type { PluginRuntime } from './plugin-runtime.js';
import type { ServedTool } from './served-tool.js';

/** What follows from the plugins that are served; replaced as a whole when one of them changes. */
export interface Served {
  tools: ReadonlyMap<string, ServedTool>;
  prompts: Prompts;
  resources: Resources;
  /** The steps of every call, outermost first. */
  steps: readonly CallStep[];
  /** In the order in which they were started. */
  runtimes: readonly PluginRuntime[];
  /** What kept plugins from being served. */
  faults: readonly Fault[];
}

/** Makes the steps of a call out of their names and places. */
export type BuildSteps = (
  order: readonly (HostStepName | ServedStep)[],
  tools: ReadonlyMap<string, ServedTool>,
) => CallStep[];

/** Makes what is served beside tools. */
export type BuildOffers = (
  runtimes: readonly PluginRuntime[],
  tools: ReadonlyMap<string, ServedTool>,
) => Pick<Served, 'prompts' | 'resources'>;

export interface ComposeOptions {
  config: HostConfig;
  buildSteps: BuildSteps;
  buildOffers: BuildOffers;
  /** What kept plugins out so far: their tools may be named in the config. */
  faults: readonly Fault[];
}

/**
 * From plugins that can run to what is served.
 *
 * @throws FaultError when the config names tools that don't exist, and no fault accounts for that.
 */
export async function composeServed(
  all: readonly PluginRuntime[],
  { config, buildSteps, buildOffers, faults: before }: ComposeOptions,
): Promise<Served> {
  const { steps: order, runtimes, faults: misplaced } = await chooseSteps(all);
  const faults = [...before, ...misplaced];
  const tools = await chooseTools(config, runtimes, faults.length > 0);
  return {
    tools,
    ...buildOffers(runtimes, tools),
    steps: buildSteps(order, tools),
    runtimes,
    faults,
  };
}
