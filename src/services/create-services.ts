import { join } from 'node:path';
import type { LoadedConfig } from '../config/load-config.js';
import { localPath } from '../config/local-path.js';
import { packageRoot } from '../config/package-root.js';
import type { ErrorTranslator } from '../contracts/error-translator.js';
import type { ServiceSource } from '../contracts/service-source.js';
import type { Logger } from '../plugin-api/logger.js';
import type { Notify } from './budgets/alert-bell.js';
import type { OpenBudgets } from './budgets/create-budgets.js';
import { ConfiguredDefaults } from './configured-defaults.js';
import { CONTRACTS } from './contracts.js';
import { CostBook } from './costs/cost-book.js';
import type { LocalFiles } from './files/local-files.js';
import { createLogger } from './logging/create-logger.js';
import { openOnce } from './open-once.js';
import type { OpenAIServices } from './openai/openai-services.js';
import { explainOwnClient } from './openai/own-client.js';

/** Everything that stands behind the contracts of the plugin API, for one host. */
export interface Services {
  /** What `source` can give. */
  contracts: ReadonlySet<string>;
  source: ServiceSource;
  translators: readonly ErrorTranslator[];
  loggerFor(plugin: string): Logger;
  /** Opens the ledger, and logs where it can't be used. */
  prepareBudgets(): Promise<void>;
  stop(): Promise<void>;
}

/** What connects the services to what is around them. */
export interface ServiceHooks {
  /** Tells clients something beside the answers to their calls. */
  notify?: Notify;
  /** ms since 1970. */
  now?: () => number;
}

/** Services are made when a plugin first asks for them: `tools/list` is answered before any of them exists. */
export function createServices(
  loaded: LoadedConfig,
  openaiStandIn?: string,
  { notify = () => {}, now = Date.now }: ServiceHooks = {},
): Services {
  const { config, apiKey } = loaded;
  const { loggerFor } = createLogger({
    level: config.logLevel,
    secrets: apiKey === undefined ? [] : [apiKey],
  });
  const costs = new CostBook();
  const defaults = new ConfiguredDefaults(config.defaults);
  let openai: OpenAIServices | undefined;
  let localFiles: LocalFiles | undefined;
  let openBudgets: OpenBudgets | undefined;

  const storage = openOnce(async () => {
    const { openStorage } = await import('../storage/open-storage.js');
    const { url, synchronous } = config.storage;
    const file = join(loaded.dataFolder, 'openai-mcp-host.sqlite');
    return openStorage(url === undefined ? { file, synchronous } : { url });
  });
  const budgets = once(async () => {
    const { createBudgets } = await import('./budgets/create-budgets.js');
    const log = loggerFor('budget');
    openBudgets = createBudgets({ section: config.budget, storage: storage.get, notify, log, now });
    return openBudgets;
  });
  const models = once(async () => {
    const { createModels } = await import('./models/model-catalogue.js');
    const { catalogue } = config.models;
    const own = catalogue === undefined ? [] : [localPath(loaded.baseFolder, catalogue)];
    return createModels([join(packageRoot(), 'config', 'models.json'), ...own]);
  });
  const api = once(async () => {
    const { createOpenAIServices } = await import('./openai/openai-services.js');
    const options = {
      openai: { ...config.openai, ...(apiKey === undefined ? {} : { apiKey }) },
      models: config.models,
      budget: config.budget,
      defaults: config.defaults,
      limits: config.limits,
      ...(openaiStandIn === undefined ? {} : { standIn: openaiStandIn }),
    };
    openai = createOpenAIServices(options, {
      models: await models(),
      costs,
      storage: storage.get,
      budgets: async () => (await budgets()).budgets,
      log: loggerFor('openai'),
    });
    return openai;
  });
  const files = once(async () => {
    const { LocalFiles } = await import('./files/local-files.js');
    const { filePlacesOf } = await import('./files/file-places.js');
    localFiles = new LocalFiles(filePlacesOf(loaded));
    return localFiles;
  });
  const shapes = once(async () => {
    const { CheckedShapes } = await import('./checked-shapes.js');
    return new CheckedShapes();
  });
  const makers: Record<string, (plugin: string) => object | Promise<object>> = {
    OpenAIClient: async (plugin) => (await api()).clientFor(plugin),
    Provider: async () => (await api()).provider,
    CostTracker: (plugin) => costs.costTrackerFor(plugin),
    Models: models,
    Defaults: () => defaults,
    Files: files,
    Logger: loggerFor,
    Shapes: shapes,
  };

  return {
    contracts: CONTRACTS,
    source: (contract, plugin) => makers[contract]?.(plugin),
    translators: [explainOwnClient, (error) => openai?.translate(error)],
    loggerFor,
    prepareBudgets: async () => (await budgets()).prepare(),
    stop: async () => {
      await Promise.all([openai?.stop(), localFiles?.close()]);
      await openBudgets?.stop();
      await storage.close();
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
