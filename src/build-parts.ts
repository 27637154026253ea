import type { LoadedConfig } from './config/load-config.js';
import { packageVersion } from './config/package-root.js';
import type { BudgetSection } from './config/sections/budget-section.js';
import type { ServerSection } from './config/sections/server-section.js';
import type { RestoreAccess } from './contracts/access.js';
import type { HttpFace } from './contracts/http-face.js';
import { buildRuntimes } from './host/build-runtimes.js';
import type { BuiltParts, Makings } from './host/built-parts.js';
import { readBundledCatalogue } from './host/bundled-catalogue.js';
import { type BuildSteps, composeServed } from './host/compose-served.js';
import { explainFailure } from './host/explain-failure.js';
import { gatedSteps } from './host/gate/gated-steps.js';
import type { HeldAnswers } from './host/gate/held-answers.js';
import { gatherPlugins } from './host/gather-plugins.js';
import type { HostParts } from './host/host-parts.js';
import { KnownCatalogue } from './host/known-catalogue.js';
import { admitsOffers } from './host/offers/admits-offers.js';
import { OfferCalls } from './host/offers/offer-calls.js';
import { Prompts } from './host/offers/prompts.js';
import { Resources } from './host/offers/resources.js';
import { servedResources } from './host/offers/served-resource.js';
import type { CallStep } from './host/passage.js';
import { placeDefinition } from './host/place-definition.js';
import type { Placement } from './host/place-plugin.js';
import type { HostStepName } from './host/place-steps.js';
import type { PlacedSources } from './host/placed-sources.js';
import { admit } from './host/steps/admit.js';
import { answer } from './host/steps/answer.js';
import { find } from './host/steps/find.js';
import { fit } from './host/steps/fit.js';
import { pluginStep } from './host/steps/plugin-step.js';
import { run } from './host/steps/run.js';
import { validate } from './host/steps/validate.js';
import type { Logger } from './plugin-api/logger.js';
import type { PluginDefinition } from './plugin-api/plugin.js';
import { callUsageOf } from './services/costs/call-usage.js';
import { createServices, type ServiceHooks, type Services } from './services/create-services.js';
import { hasHardLimit } from './services/estimates/has-hard-limit.js';
import type { SharedServices } from './services/shared-services.js';

/** What parts are built with beside their config: the same for all that follow one another in a host. */
export interface BuildContext {
  plugins: readonly PluginDefinition[];
  openaiStandIn: string | undefined;
  /** Takes OpenAI's webhooks, where they are configured. */
  listens: boolean;
  changes: HostParts['changes'];
  /** What leads from the services back to the host. */
  hooks: ServiceHooks & { shared: SharedServices };
  held: HeldAnswers;
  sources: PlacedSources;
}

/**
 * Puts the parts of a host together: config → services → plugins → tools → the steps of a call.
 *
 * @throws FaultError when the config names tools that don't exist. A plugin that can't be served is one of the faults of
 *   what is served, and the others are served.
 */
export async function buildParts(loaded: LoadedConfig, context: BuildContext): Promise<BuiltParts> {
  const services = createServices(loaded, context.openaiStandIn, context.hooks);
  try {
    return await putTogether(loaded, services, context);
  } catch (error) {
    await services.stop();
    throw error;
  }
}

async function putTogether(
  loaded: LoadedConfig,
  services: Services,
  { plugins, listens, changes, hooks, held, sources }: BuildContext,
): Promise<BuiltParts> {
  const { config } = loaded;
  const inMemory = new Set(plugins.map((definition) => definition.name));
  const bundled = (await readBundledCatalogue()).filter((plugin) => !inMemory.has(plugin.name));
  const placed: Placement[] = bundled.map((plugin) => ({ plugin }));
  for (const definition of plugins) placed.push(await placeDefinition(definition, services.contracts));
  const placing = {
    baseFolder: loaded.baseFolder,
    known: new KnownCatalogue(loaded.dataFolder),
    contracts: services.contracts,
    timeoutSeconds: config.server.pluginTimeoutSeconds,
    eager: changes === 'with-edits',
    sources,
  };
  const gathered = await gatherPlugins(config, placed, placing);
  const { runtimes, faults } = await buildRuntimes(gathered, config, services);
  const logger = services.loggerFor('host');
  const offerCalls = new OfferCalls({
    explain: explainFailure(services.translators, logger),
    usageOf: callUsageOf,
    timeoutSeconds: config.server.callTimeoutSeconds,
    maxMessageBytes: config.server.maxMessageBytes,
    admission: services.access.limits,
  });
  const makings: Makings = {
    config,
    placing,
    services,
    buildSteps: stepsBuilder(loaded, services, held, logger),
    buildOffers: (all, tools) => {
      const admits = admitsOffers(tools);
      return {
        prompts: new Prompts(all, offerCalls, admits),
        resources: new Resources(servedResources(all, tools, admits), offerCalls, logger),
      };
    },
  };
  const served = await composeServed(runtimes, { ...makings, faults });
  for (const { plugin = '', message, ...facts } of served.faults)
    logger.error(`${plugin} is not served: ${message}`, facts);

  let hasEnded = false;
  let preparing: NodeJS.Timeout | undefined;
  const end = () => {
    hasEnded = true;
    clearTimeout(preparing);
  };
  const parts: HostParts = {
    name: config.server.name,
    version: packageVersion(),
    served,
    changes,
    offerCalls,
    longCalls: {
      background: services.background,
      restoreAccess: accessNowOf(services),
      observer: hooks.telemetry?.observer,
      handOverSeconds: config.server.handOverSeconds,
      log: logger,
    },
    watchCall: services.watchCall,
    resourceChanges: hooks.shared.resourceChanges,
    notifies: hasLimit(config.budget),
    observer: hooks.telemetry?.observer,
    http: await httpFace(services, config.server, hooks.telemetry?.routes),
    begin() {
      if (hasEnded) return;
      if (listens) void services.listen();
      preparing = prepareSoon(loaded, services);
    },
    yieldServices() {
      end();
      return services.yield();
    },
    stopServices() {
      end();
      return services.stop();
    },
  };
  return { parts, gathered, makings };
}

const accessNowOf =
  ({ access }: Pick<Services, 'access'>): RestoreAccess =>
  async (record) =>
    (await access.desk()).access(record);

async function httpFace(
  services: Services,
  { clients }: Pick<ServerSection, 'clients'>,
  others: HttpFace['routes'] = [],
): Promise<HttpFace> {
  const { access, routes, loggerFor, checkReady, replicas } = services;
  const authentication = await access.authentication();
  return {
    ...(authentication && { authenticate: (request) => authentication.authenticate(request) }),
    accessNow: accessNowOf(services),
    isProven: (name) => name.startsWith('oauth:') || clients.some((client) => client.name === name),
    routes: [...(await routes()), ...others, ...(authentication?.routes ?? [])],
    log: loggerFor('http'),
    checkReady,
    replicas,
  };
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
    const steps = order.flatMap((each, index) => {
      if (each === 'find') return [own.find, admit(services.access.limits)];
      if (typeof each === 'string') return own[each];
      return pluginStep(each, { checked: index > checkedFrom, timeoutSeconds, log });
    });
    if (gate === undefined) return steps;
    return gatedSteps(steps, { gate, held, explain, usageOf: callUsageOf, timeoutSeconds });
  };
}
