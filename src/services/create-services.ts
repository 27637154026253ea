import { join } from 'node:path';
import type { LoadedConfig } from '../config/load-config.js';
import { localPath } from '../config/local-path.js';
import { packageRoot } from '../config/package-root.js';
import type { ErrorTranslator } from '../contracts/error-translator.js';
import { ResourceChanges } from '../contracts/resource-changes.js';
import type { ServiceSource } from '../contracts/service-source.js';
import type { Logger } from '../plugin-api/logger.js';
import { ConfiguredDefaults } from './configured-defaults.js';
import { CONTRACTS } from './contracts.js';
import { CostBook } from './costs/cost-book.js';
import type { LocalFiles } from './files/local-files.js';
import { createLogger } from './logging/create-logger.js';
import type { OpenAIServices } from './openai/openai-services.js';
import { PluginSubscribers } from './plugin-subscribers.js';

/** Everything that stands behind the contracts of the plugin API, for one host. */
export interface Services {
  /** What `source` can give. */
  contracts: ReadonlySet<string>;
  source: ServiceSource;
  /** What plugins tell of their resources. */
  resourceChanges: ResourceChanges;
  translators: readonly ErrorTranslator[];
  loggerFor(plugin: string): Logger;
  stop(): Promise<void>;
}

/** Services are made when a plugin first asks for them: `tools/list` is answered before any of them exists. */
export function createServices(loaded: LoadedConfig, openaiStandIn?: string): Services {
  const { config, apiKey } = loaded;
  const { loggerFor } = createLogger({
    level: config.logLevel,
    secrets: apiKey === undefined ? [] : [apiKey],
  });
  const resourceChanges = new ResourceChanges();
  const costs = new CostBook();
  const defaults = new ConfiguredDefaults(config.defaults);
  let openai: OpenAIServices | undefined;
  let localFiles: LocalFiles | undefined;

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
      ...(openaiStandIn === undefined ? {} : { standIn: openaiStandIn }),
    };
    openai = createOpenAIServices(options, { models: await models(), costs, log: loggerFor('openai') });
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
    Subscribers: (plugin) => new PluginSubscribers(plugin, resourceChanges),
  };

  return {
    contracts: CONTRACTS,
    source: (contract, plugin) => makers[contract]?.(plugin),
    resourceChanges,
    translators: [(error) => openai?.translate(error)],
    loggerFor,
    stop: async () => {
      await Promise.all([openai?.stop(), localFiles?.close()]);
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
