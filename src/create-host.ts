import type { LoadedConfig } from './config/load-config.js';
import { packageVersion } from './config/package-root.js';
import type { BudgetSection } from './config/sections/budget-section.js';
import { buildRuntimes } from './host/build-runtimes.js';
import { readBundledCatalogue } from './host/bundled-catalogue.js';
import { type BuildOffers, type BuildSteps, composeServed } from './host/compose-served.js';
import type { DecoratedClasses } from './host/decorated-classes.js';
import { explainFailure } from './host/explain-failure.js';
import { gatedSteps } from './host/gate/gated-steps.js';
import { HeldAnswers } from './host/gate/held-answers.js';
import { gatherPlugins } from './host/gather-plugins.js';
import { Host } from './host/host.js';
import type { Reload } from './host/hot-reload.js';
import { KnownCatalogue } from './host/known-catalogue.js';
import { OfferCalls } from './host/offers/offer-calls.js';
import { Prompts } from './host/offers/prompts.js';
import { Resources } from './host/offers/resources.js';
import type { CallStep } from './host/passage.js';
import { placeDefinition } from './host/place-definition.js';
import type { Placement, PlacingOptions } from './host/place-plugin.js';
import type { HostStepName } from './host/place-steps.js';
import { inPlugin } from './host/plugin-hooks.js';
import { answer } from './host/steps/answer.js';
import { find } from './host/steps/find.js';
import { fit } from './host/steps/fit.js';
import { pluginStep } from './host/steps/plugin-step.js';
import { run } from './host/steps/run.js';
import { validate } from './host/steps/validate.js';
import type { Logger } from './plugin-api/logger.js';
import type { PluginDefinition } from './plugin-api/plugin.js';
import type { Notify } from './services/budgets/alert-bell.js';
import { callUsageOf } from './services/costs/call-usage.js';
import { createServices, type Services } from './services/create-services.js';
import { hasHardLimit } from './services/estimates/has-hard-limit.js';
import { openTelemetry } from './services/telemetry/open-telemetry.js';

export interface HostOptions {
  /** What `loadConfig` gave. */
  loaded: LoadedConfig;
  /** Plugins in memory, beside those that the config names; each in place of a bundled one of the same name. */
  plugins?: readonly PluginDefinition[];
  /** Where every request to OpenAI ends up in its place, the host being none the wiser: for tests. */
  openaiStandIn?: string;
  /** Takes OpenAI's webhooks, where they are configured: for a host that serves. */
  listens?: boolean;
  /** Opens the port of `/metrics`, where one is configured: for a host that serves, over whichever transport. */
  serves?: boolean;
  /** Swaps plugins that are edited while the host serves, and hears of each edit. */
  reloaded?: (reload: Reload) => void;
}

/**
 * Puts a host together: config → services → plugins → tools → the steps of a call.
 *
 * @throws FaultError when the config names tools that don't exist. A plugin that can't be served is one of the host's
 *   `faults`, and the others are served.
 */
export async function createHost({
  loaded,
  plugins = [],
  openaiStandIn,
  listens = false,
  serves = false,
  reloaded,
}: HostOptions): Promise<Host> {
  const { config } = loaded;
  const notify: Notify = (...notice) => host.notify(...notice);
  const telemetry = await openTelemetry(loaded);
  const services = createServices(loaded, openaiStandIn, {
    ...{ notify, telemetry },
    dryRun: (request) => host.estimate(request),
    run: (held) => host.longCalls.run(held),
  });
  const inMemory = new Set(plugins.map((definition) => definition.name));
  const bundled = (await readBundledCatalogue()).filter((plugin) => !inMemory.has(plugin.name));
  const placed: Placement[] = bundled.map((plugin) => ({ plugin }));
  for (const definition of plugins) placed.push(await placeDefinition(definition, services.contracts));
  const classes = reloaded === undefined ? undefined : await followClasses();
  const placing: PlacingOptions = {
    baseFolder: loaded.baseFolder,
    known: new KnownCatalogue(loaded.dataFolder),
    contracts: services.contracts,
    timeoutSeconds: config.server.pluginTimeoutSeconds,
    eager: reloaded !== undefined,
  };
  const gathered = await gatherPlugins(config, placed, placing);
  const { runtimes, faults } = await buildRuntimes(gathered, config, services);
  const logger = services.loggerFor('host');
  const held = new HeldAnswers();
  const buildSteps = stepsBuilder(loaded, services, held, logger);
  const offerCalls = new OfferCalls({
    explain: explainFailure(services.translators, logger),
    usageOf: callUsageOf,
    timeoutSeconds: config.server.callTimeoutSeconds,
    maxMessageBytes: config.server.maxMessageBytes,
  });
  const buildOffers: BuildOffers = (all) => ({
    prompts: new Prompts(all, offerCalls),
    resources: new Resources(all, offerCalls, logger),
  });
  const served = await composeServed(runtimes, { config, buildSteps, buildOffers, faults });
  for (const { plugin = '', message, ...facts } of served.faults)
    logger.error(`${plugin} is not served: ${message}`, facts);

  if (listens) void services.listen();
  if (serves) void telemetry?.listen();
  const preparing = prepareSoon(loaded, services);
  let stopWatching = () => {};
  const host = new Host({
    name: config.server.name,
    version: packageVersion(),
    served,
    changes: reloaded !== undefined,
    offerCalls,
    longCalls: {
      background: services.background,
      handOverSeconds: config.server.handOverSeconds,
      log: logger,
      observer: telemetry?.observer,
    },
    watchCall: services.watchCall,
    observer: telemetry?.observer,
    resourceChanges: services.resourceChanges,
    notifies: hasLimit(config.budget),
    http: {
      routes: [...services.routes, ...(telemetry?.routes ?? [])],
      log: services.loggerFor('http'),
      checkReady: services.checkStorage,
    },
    async stopServices() {
      stopWatching();
      clearTimeout(preparing);
      await held.stop();
      await services.stop();
    },
  });
  if (reloaded !== undefined && classes !== undefined) {
    const { HotReload } = await import('./host/hot-reload.js');
    const options = { config, placing, services, buildSteps, buildOffers, classes, log: logger, reloaded };
    const reload = new HotReload(host, gathered, served, options);
    await reload.watch();
    stopWatching = () => reload.close();
  }
  return host;
}

/** Only then is there anything to alert clients of. */
const hasLimit = (budget: BudgetSection): boolean => hasHardLimit(budget) || budget.limits.length > 0;

/** Late enough for the first `tools/list` to be answered before. */
const PREPARE_MS = 1500;

/** With a hard limit to keep, it is said at the start where the ledger can't be used; what is kept too long is cleared then, and what went on meanwhile is looked after. */
function prepareSoon({ config }: LoadedConfig, services: Services): NodeJS.Timeout {
  const works: (() => Promise<void>)[] = [];
  if (hasHardLimit(config.budget)) works.push(services.prepareBudgets);
  if (Object.keys(config.files.keep).length > 0) works.push(services.prepareFiles);
  works.push(services.prepareJobs);
  return setTimeout(() => works.forEach((prepare) => void prepare()), PREPARE_MS).unref();
}

async function followClasses(): Promise<DecoratedClasses> {
  const { DecoratedClasses } = await import('./host/decorated-classes.js');
  return DecoratedClasses.follow(inPlugin);
}

/** The steps of every call; a plugin's own stand where they have their places. */
function stepsBuilder(
  { config }: LoadedConfig,
  services: Services,
  held: HeldAnswers,
  log: Logger,
): BuildSteps {
  const { maxMessageBytes, callTimeoutSeconds: timeoutSeconds } = config.server;
  const { gate, translators } = services;
  const explain = explainFailure(translators, log);
  return (order, tools) => {
    const own: Record<HostStepName, CallStep> = {
      fit: fit(maxMessageBytes, services.source),
      answer: answer(explain, callUsageOf),
      find: find(tools),
      validate,
      run: run(timeoutSeconds),
    };
    const checkedFrom = order.indexOf('validate');
    const steps = order.map((each, index) =>
      typeof each === 'string'
        ? own[each]
        : pluginStep(each, { checked: index > checkedFrom, timeoutSeconds, log }),
    );
    if (gate === undefined) return steps;
    return gatedSteps(steps, { gate, held, explain, usageOf: callUsageOf, timeoutSeconds });
  };
}
