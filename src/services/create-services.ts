import type { LoadedConfig } from '../config/load-config.js';
import type { BackgroundCalls, BackgroundEnd, HeldCall } from '../contracts/background-calls.js';
import type { CallGate } from '../contracts/call-gate.js';
import type { ErrorTranslator } from '../contracts/error-translator.js';
import type { HostState } from '../contracts/host-state.js';
import type { HttpRoute } from '../contracts/http-route.js';
import type { Replicas } from '../contracts/replicas.js';
import type { ServiceSource } from '../contracts/service-source.js';
import type { WatchCall } from '../contracts/watch-call.js';
import type { CallEstimate } from '../plugin-api/estimates.js';
import type { Logger } from '../plugin-api/logger.js';
import type { Notify } from './budgets/alert-bell.js';
import type { OpenBudgets } from './budgets/create-budgets.js';
import type { EstimateRequest } from './call-estimates.js';
import { ConfiguredDefaults } from './configured-defaults.js';
import { CONTRACTS } from './contracts.js';
import { whoseSpending } from './costs/whose-spending.js';
import { type AccessServices, createAccess } from './create-access.js';
import { createKeeping } from './create-keeping.js';
import { createLasting } from './create-lasting.js';
import { createOperations } from './create-operations.js';
import type { LocalFiles } from './files/local-files.js';
import { callLines } from './logging/call-lines.js';
import { createLogger, isHuman } from './logging/create-logger.js';
import { isWritten } from './logging/log-level.js';
import { ModerationGate } from './moderation/moderation-gate.js';
import { once } from './once.js';
import type { OpenAIServices } from './openai/openai-services.js';
import { explainOwnClient } from './openai/own-client.js';
import { PluginSubscribers } from './plugin-subscribers.js';
import { readiness } from './readiness.js';
import { secretsOf } from './secrets-of.js';
import { createShared, type SharedServices } from './shared-services.js';
import { observerUntil } from './telemetry/observer-until.js';
import type { Telemetry } from './telemetry/telemetry.js';
import { watchBudgets } from './telemetry/watch-budgets.js';
import { translateStorage } from './translate-storage.js';
import { watchAll } from './watch-all.js';

/** Everything that stands behind the contracts of the plugin API, for one host. */
export interface Services {
  /** What `source` can give. */
  contracts: ReadonlySet<string>;
  source: ServiceSource;
  translators: readonly ErrorTranslator[];
  loggerFor(plugin: string): Logger;
  watchCall: WatchCall;
  /** Absent where nothing is moderated. */
  gate: CallGate | undefined;
  /** Calls that go on without their clients. */
  background(): Promise<BackgroundCalls>;
  /** What is known of clients that come in over HTTP. */
  access: AccessServices;
  /** Opens the ledger, and logs where it can't be used. */
  prepareBudgets(): Promise<void>;
  /** Clears what is no longer kept of what tools made. */
  prepareFiles(): Promise<void>;
  /** Takes OpenAI's webhooks, where a secret is configured. */
  listen(): Promise<void>;
  /** What an HTTP server answers beside MCP. */
  routes(): Promise<readonly HttpRoute[]>;
  replicas: Replicas;
  /** Looks after the jobs that are there already, if there is a database. */
  prepareJobs(): Promise<void>;
  /** @throws StorageError when the database can't be used. */
  checkStorage(): Promise<void>;
  /** Lets go of what only one may have, and begins nothing new: the calls under way still have all that they need. */
  yield(): Promise<void>;
  /** Throws while this server can't do its part in a deployment. */
  checkReady(): Promise<void>;
  stop(): Promise<void>;
}

/** What connects the services to what is around them. */
export interface ServiceHooks {
  /** Tells clients something beside the answers to their calls. */
  notify?: Notify;
  /** What a call would cost; it takes a host to know. */
  dryRun?: (request: EstimateRequest) => Promise<CallEstimate>;
  /** Runs a call for its job; it takes a host, too. */
  run?: (held: HeldCall) => Promise<BackgroundEnd | undefined>;
  /** ms since 1970. */
  now?: () => number;
  /** What goes on in the host; left out, there is no operations page. */
  hostState?: () => HostState;
  /** Left out, they have it for themselves, and close it. */
  shared?: SharedServices;
  /** Left out, nobody watches. */
  telemetry?: Telemetry | undefined;
}

/** Services are made when a plugin first asks for them: `tools/list` is answered before any of them exists. */
export function createServices(
  loaded: LoadedConfig,
  openaiStandIn?: string,
  { notify = () => {}, now = Date.now, dryRun = noHost, run = noHost, ...hooks }: ServiceHooks = {},
): Services {
  const { hostState, shared, telemetry } = hooks;
  const { config, apiKey, adminKey } = loaded;
  const secrets = secretsOf(loaded);
  const { loggerFor, loggerOf } = createLogger({
    ...{ level: config.logLevel, human: isHuman(config.logFormat) },
    ...{ secrets, sink: telemetry?.sink },
  });
  const ending = new AbortController();
  const observer = telemetry && observerUntil(telemetry.observer, ending.signal);
  const own = shared ?? createShared(loaded, now);
  const { storage, resourceChanges, costs, channel, replicas, endedCalls, knownKeys } = own;
  const defaults = new ConfiguredDefaults(config.defaults);
  let openai: OpenAIServices | undefined;
  let localFiles: LocalFiles | undefined;
  let openBudgets: OpenBudgets | undefined;

  const budgets = once(async () => {
    const { createBudgets } = await import('./budgets/create-budgets.js');
    const log = loggerFor('budget');
    openBudgets = createBudgets({ section: config.budget, storage: storage.get, notify, log, now });
    return openBudgets;
  });
  const access = createAccess(loaded, { storage: storage.get, loggerFor, now, knownKeys });
  const { accounts } = access;
  const reports = async () => {
    const { openReports } = await import('./reports/open-reports.js');
    return openReports(await storage.get(), config.budget, whoseSpending());
  };
  const models = once(async () => {
    const { createModels } = await import('./models/model-catalogue.js');
    const { catalogueFiles } = await import('./models/catalogue-places.js');
    return createModels(catalogueFiles(loaded));
  });
  const keeping = createKeeping(config, { storage: storage.get, secrets, loggerFor, now });
  const api = once(async () => {
    const { createOpenAIServices } = await import('./openai/openai-services.js');
    const options = {
      ...config,
      openai: { ...config.openai, ...(apiKey && { apiKey }), ...(adminKey && { adminKey }) },
      ...(openaiStandIn === undefined ? {} : { standIn: openaiStandIn }),
    };
    openai = createOpenAIServices(options, {
      models: await models(),
      costs,
      storage: storage.get,
      budgets: async () => (await budgets()).budgets,
      log: loggerFor('openai'),
      cache: await keeping.cache(),
      auditor: await keeping.auditor(),
      accounts,
      secrets: knownKeys.all,
      clientLimits: access.limits,
      observer,
    });
    return openai;
  });
  const files = once(async () => {
    const { openFiles } = await import('./files/open-files.js');
    const changed = () => resourceChanges.tellListing();
    localFiles = await openFiles(loaded, { storage: storage.get, log: loggerFor('files'), now, changed });
    return localFiles;
  });
  const shapes = once(async () => new (await import('./checked-shapes.js')).CheckedShapes());
  const lasting = createLasting(loaded, {
    ...{ storage: storage.get, api, files, channel, run, loggerFor, now, observer, accounts },
  });
  const citedAnswers = once(async () => {
    const { ResponseReader } = await import('./cited-answers/response-reader.js');
    return new ResponseReader();
  });
  const makers: Record<string, (plugin: string) => object | Promise<object>> = {
    OpenAIClient: async (plugin) => (await api()).clientFor(plugin),
    BatchLines: lasting.batchLines,
    Provider: async () => (await api()).provider,
    TextGeneration: async (plugin) => {
      const { openTextGeneration } = await import('./text-generation/open-text-generation.js');
      const { clientFor, provider, translate } = await api();
      const client = await clientFor(plugin);
      return openTextGeneration({ openai: client, provider, defaults, models: await models(), translate });
    },
    Estimates: async () => {
      const { CallEstimates } = await import('./call-estimates.js');
      return new CallEstimates(dryRun);
    },
    CostTracker: async (plugin) => {
      const { PluginCosts } = await import('./costs/plugin-costs.js');
      return new PluginCosts(costs, plugin, reports, async (query = {}) => {
        const { reconcileWith } = await import('./reconciliation/reconcile-with.js');
        return reconcileWith(query, plugin, { api, models, storage: storage.get, now });
      });
    },
    CitedAnswers: citedAnswers,
    Collections: lasting.collections,
    Jobs: async () => (await lasting.jobs()).jobs,
    Charts: async () => new (await import('./charts/painted-charts.js')).PaintedCharts(),
    Tokens: async () => new (await import('./text-tokens.js')).TextTokens(),
    Models: async () => {
      const { AdmittedModels } = await import('./models/admitted-models.js');
      return new AdmittedModels(await models());
    },
    Defaults: () => defaults,
    Files: files,
    Logger: loggerOf,
    Records: lasting.records,
    Shapes: shapes,
    Subscribers: (plugin) => new PluginSubscribers(plugin, resourceChanges),
  };

  const held = () => openBudgets?.budgets.heldNanoUsd ?? 0n;
  if (observer !== undefined)
    watchBudgets(observer, config.budget, { states: async () => (await reports()).budgets(), held });
  const lines = isWritten('info', config.logLevel) ? callLines(loggerFor('calls')) : undefined;
  const paces = () => openai?.paces() ?? [];
  const operations = createOperations(config, { hostState, storage: storage.get, endedCalls, now, paces });
  const source: ServiceSource = (contract, plugin) => makers[contract]?.(plugin);

  return {
    contracts: CONTRACTS,
    source,
    gate: ModerationGate.of(config.moderation, source),
    translators: [explainOwnClient, (error) => openai?.translate(error), translateStorage],
    loggerFor,
    watchCall: watchAll(keeping.watchCall, telemetry?.watchCall, lines, operations.watchCall),
    ...readiness(storage.get, channel),
    prepareBudgets: async () => (await budgets()).prepare(),
    access,
    background: async () => (await lasting.jobs()).calls,
    prepareFiles: async () => void (await files()),
    routes: async () => [...lasting.webhookRoutes, ...(await operations.routes())],
    replicas,
    listen: async () => {
      channel.start();
      await lasting.listen();
    },
    prepareJobs: lasting.prepareJobs,
    yield: lasting.yield,
    stop: async () => {
      await lasting.yield();
      await Promise.all([openai?.stop(), localFiles?.close()]);
      await lasting.ended();
      await openBudgets?.stop();
      await access.stop();
      await keeping.stop();
      await lasting.close();
      // An error, made here by default, would hold on to all that is on the stack.
      ending.abort('over');
      if (shared === undefined) await own.close();
    },
  };
}

const noHost = () => Promise.reject(new Error('No host takes calls here.'));
