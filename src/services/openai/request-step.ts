import type { BudgetSection } from '../../config/sections/budget-section.js';
import type { DefaultsSection } from '../../config/sections/defaults-section.js';
import type { ModelsSection } from '../../config/sections/models-section.js';
import type { OpenAISection } from '../../config/sections/openai-section.js';
import type { RoutingSection } from '../../config/sections/routing-section.js';
import type { Observer } from '../../contracts/observer.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { Storage } from '../../storage/storage.js';
import type { ClientAccounts } from '../access/client-accounts.js';
import type { ClientLimits } from '../access/client-limits.js';
import type { Auditor } from '../audit/auditor.js';
import type { Batches } from '../batches/batches.js';
import type { Budgets } from '../budgets/budgets.js';
import type { AnswerCache } from '../cache/answer-cache.js';
import type { CostBook } from '../costs/cost-book.js';
import type { ResponseMemory } from '../estimates/response-memory.js';
import type { ModelCatalogue } from '../models/model-catalogue.js';
import type { AccountPaces } from '../pace/account-paces.js';
import type { TrainingFiles } from '../tuning/training-files.js';
import type { HttpFetch, HttpReply } from './http-fetch.js';
import type { OpenAIProvider } from './openai-provider.js';
import type { OutgoingRequest } from './outgoing-request.js';

/** One thing that is done to every request. */
export interface RequestStep {
  readonly name: string;
  /**
   * On the way out: goes on with `next()`, or answers or refuses by itself. `next(branch)` takes another request through
   * the steps that are left, which ends on its own.
   */
  send?(request: OutgoingRequest, next: (branch?: OutgoingRequest) => Promise<HttpReply>): Promise<HttpReply>;
  /** On the way back, once, when the last byte has come or nothing more will; the last step first. */
  ended?(request: OutgoingRequest): void | Promise<void>;
}

/** What the steps work with. */
export interface StepServices {
  readonly options: Readonly<OpenAISection>;
  readonly budget: Readonly<BudgetSection>;
  readonly defaults: Readonly<DefaultsSection>;
  readonly routing: Readonly<RoutingSection>;
  readonly retired: NonNullable<ModelsSection['retired']>;
  readonly provider: OpenAIProvider;
  readonly models: ModelCatalogue;
  readonly costs: CostBook;
  /** Opened by the first request. */
  readonly budgets: () => Promise<Budgets>;
  /** Opened at the first call. @throws StorageError when it can't be used. */
  readonly storage: () => Promise<Storage>;
  readonly memory: ResponseMemory;
  readonly batches: Batches;
  readonly training: TrainingFiles;
  readonly pace: AccountPaces;
  /** Keys of clients that have their own. */
  readonly accounts: ClientAccounts;
  /** Opened by the first request of a client that has limits. */
  readonly clientLimits: () => Promise<ClientLimits>;
  /** Absent where no answers are kept. */
  readonly cache?: AnswerCache | undefined;
  /** Absent where no requests are audited. */
  readonly auditor?: Auditor | undefined;
  /** Absent where nobody watches. */
  readonly observer?: Observer | undefined;
  readonly log: Logger;
  readonly http: HttpFetch;
  /** Takes another request through all the steps. */
  readonly ask: (request: OutgoingRequest) => Promise<HttpReply>;
}

export type MakeStep = (services: StepServices) => RequestStep;
