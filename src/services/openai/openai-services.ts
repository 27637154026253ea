import type OpenAI from 'openai';
import type { BudgetSection } from '../../config/sections/budget-section.js';
import type { DefaultsSection } from '../../config/sections/defaults-section.js';
import type { LimitsSection } from '../../config/sections/limits-section.js';
import type { ModelsSection } from '../../config/sections/models-section.js';
import type { OpenAISection } from '../../config/sections/openai-section.js';
import type { RoutingSection } from '../../config/sections/routing-section.js';
import type { ErrorTranslator } from '../../contracts/error-translator.js';
import type { Observer } from '../../contracts/observer.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import type { Provider } from '../../plugin-api/provider.js';
import type { Storage } from '../../storage/storage.js';
import type { ClientAccounts } from '../access/client-accounts.js';
import type { ClientLimits } from '../access/client-limits.js';
import type { Auditor } from '../audit/auditor.js';
import type { Budgets } from '../budgets/budgets.js';
import type { AnswerCache } from '../cache/answer-cache.js';
import type { CostBook } from '../costs/cost-book.js';
import { ResponseMemory } from '../estimates/response-memory.js';
import type { ModelCatalogue } from '../models/model-catalogue.js';
import type { AccountPaces } from '../pace/account-paces.js';
import type { Clock } from '../pace/clock.js';
import { createTranslator } from './error-translator.js';
import type { GovernedClients } from './governed-client.js';
import type { GovernedLines } from './governed-lines.js';
import { OpenAIProvider } from './openai-provider.js';

/** The parts of the config that it needs, secrets resolved. */
export interface OpenAIServicesOptions {
  openai: Readonly<OpenAISection>;
  models: Readonly<ModelsSection>;
  routing: Readonly<RoutingSection>;
  budget: Readonly<BudgetSection>;
  defaults: Readonly<DefaultsSection>;
  limits: Readonly<LimitsSection>;
  /** Base URL of what answers in the API's place while everything above goes on as if it were the API itself. */
  standIn?: string;
}

export interface OpenAIServicesDeps {
  models: ModelCatalogue;
  costs: CostBook;
  budgets: () => Promise<Budgets>;
  storage: () => Promise<Storage>;
  log: Logger;
  clock?: Clock;
  /** Left out, every request is sent. */
  cache?: AnswerCache | undefined;
  auditor?: Auditor | undefined;
  /** Keys of clients that have their own. */
  accounts: ClientAccounts;
  /** Keys that no message may have in it, beside those of the options. */
  secrets?: readonly string[];
  clientLimits: () => Promise<ClientLimits>;
  /** Left out, nobody watches. */
  observer?: Observer | undefined;
}

export interface OpenAIServices {
  /** The client of one plugin. Loads the SDK at the first call. */
  clientFor(plugin: string): Promise<OpenAIClient>;
  /** Fits the lines of batches as requests are. */
  lines(): Promise<GovernedLines>;
  /**
   * OpenAI's account of the organisation, asked with the admin key on behalf of a plugin.
   *
   * @throws ToolError `ADMIN_KEY_MISSING`, `COSTS_NOT_REPORTED`
   */
  organizationFor(plugin: string): Promise<OpenAI['admin']['organization']>;
  /** How requests wait; empty before the first one. */
  paces(): AccountPaces['states'];
  readonly provider: Provider;
  readonly translate: ErrorTranslator;
  stop(): Promise<void>;
}

export function createOpenAIServices(
  options: OpenAIServicesOptions,
  deps: OpenAIServicesDeps,
): OpenAIServices {
  const { models, storage, log, observer, secrets = [] } = deps;
  const provider = new OpenAIProvider(options.openai);
  const retired = options.models.retired ?? (provider.kind === 'openai' ? 'substitute' : 'pass-through');
  const clients = new Map<string, OpenAIClient>();
  let paces: AccountPaces | undefined;
  let governed: Promise<GovernedClients> | undefined;

  const load = async (): Promise<GovernedClients> => {
    const { createGovernedClients } = await import('./governed-client.js');
    const { createPace } = await import('../pace/create-pace.js');
    const { Batches } = await import('../batches/batches.js');
    const { TrainingFiles } = await import('../tuning/training-files.js');
    const { openai, limits, budget, defaults, routing, standIn } = options;
    const memory = new ResponseMemory();
    const batches = new Batches(storage, log);
    const training = new TrainingFiles(storage, log);
    const pace = createPace({ ...deps, openai, provider, limits });
    paces = pace;
    observer?.reads('requests.waiting', () => [{ value: pace.waiting }]);
    observer?.reads('circuit.open', () => [{ value: pace.open }]);
    return createGovernedClients(
      {
        ...{ ...deps, options: openai, budget, defaults, routing, retired, provider, pace, memory },
        ...{ batches, training },
      },
      standIn,
    );
  };

  const loaded = () => (governed ??= load());

  return {
    provider,
    paces: () => paces?.states ?? [],
    lines: async () => (await loaded()).lines,
    translate: createTranslator({
      provider,
      models,
      secrets: [options.openai.apiKey, options.openai.adminKey, ...secrets],
    }),
    clientFor: async (plugin) => {
      const { clientFor } = await loaded();
      const client = clients.get(plugin) ?? clientFor(plugin);
      clients.set(plugin, client);
      return client;
    },
    organizationFor: async (plugin) => {
      const { assertAdmin } = await import('./assert-admin.js');
      assertAdmin(provider, options.openai.adminKey);
      const { organizationFor } = await loaded();
      return organizationFor(plugin);
    },
    stop: async () => {
      const loaded = await governed?.catch(() => undefined);
      loaded?.close();
    },
  };
}
