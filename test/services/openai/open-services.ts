import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { BudgetSection } from '../../../src/config/sections/budget-section.js';
import { DefaultsSection } from '../../../src/config/sections/defaults-section.js';
import { LimitsSection } from '../../../src/config/sections/limits-section.js';
import { OpenAISection } from '../../../src/config/sections/openai-section.js';
import { RoutingSection } from '../../../src/config/sections/routing-section.js';
import { currentCall } from '../../../src/contracts/current-call.js';
import { RunningCall } from '../../../src/contracts/running-call.js';
import type { Asked, Confirmation } from '../../../src/plugin-api/tool-call.js';
import type { ToolError } from '../../../src/plugin-api/tool-error.js';
import { ClientAccounts } from '../../../src/services/access/client-accounts.js';
import { KnownKeys } from '../../../src/services/access/known-keys.js';
import { openLimits } from '../../../src/services/access/open-limits.js';
import type { Auditor } from '../../../src/services/audit/auditor.js';
import type { Notify } from '../../../src/services/budgets/alert-bell.js';
import { createBudgets } from '../../../src/services/budgets/create-budgets.js';
import type { AnswerCache } from '../../../src/services/cache/answer-cache.js';
import { CostBook } from '../../../src/services/costs/cost-book.js';
import { createModels } from '../../../src/services/models/model-catalogue.js';
import { openOnce } from '../../../src/services/open-once.js';
import { createOpenAIServices } from '../../../src/services/openai/openai-services.js';
import type { Clock } from '../../../src/services/pace/clock.js';
import type { Storage } from '../../../src/storage/storage.js';
import { type FreshStorage, freshStorage } from '../../support/fresh-storage.js';

export const API = 'https://api.openai.com';
const CATALOGUE = fileURLToPath(new URL('../../../config/models.json', import.meta.url));

/** A call as the host would run it. */
export class TestCall extends RunningCall {
  readonly access = undefined;
  readonly id: string = randomUUID();
  readonly client: { name: string };
  readonly plugin = 'text';
  readonly tool: string = 'chat-completion';
  readonly isLocal = true;
  readonly messages: string[] = [];
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;

  constructor(client = 'test') {
    super();
    this.client = { name: client };
  }

  progress(_fraction: number | undefined, message = ''): void {
    this.messages.push(message);
  }

  async confirm(): Promise<Confirmation> {
    return 'unavailable';
  }

  async ask(): Promise<Asked<never>> {
    return { answer: 'unavailable' };
  }

  async sample(): Promise<Asked<never>> {
    return { answer: 'unavailable' };
  }

  async roots(): Promise<Asked<never>> {
    return { answer: 'unavailable' };
  }

  log(): void {}

  cancel(): void {
    this.controller.abort();
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    return currentCall.run(this, work);
  }
}

interface Options {
  openai?: Partial<OpenAISection>;
  limits?: Partial<LimitsSection>;
  clock?: Clock;
  /** Default: a database of its own. */
  storage?: () => Promise<Storage>;
  routing?: Partial<RoutingSection>;
  retired?: 'substitute' | 'reject' | 'pass-through';
  catalogue?: string[];
  budget?: Partial<BudgetSection>;
  defaults?: Partial<DefaultsSection>;
  cache?: AnswerCache;
  auditor?: Auditor;
  /** ms since 1970. */
  now?: () => number;
  notify?: Notify;
}

const opened: FreshStorage[] = [];
afterAll(() => Promise.all(opened.map((fresh) => fresh.drop())));

const ownStorage = () =>
  openOnce(async () => {
    const fresh = await freshStorage('sqlite');
    opened.push(fresh);
    return fresh.open();
  }).get;

/** The services under test, as create-host would make them, and a call to use them in. */
export async function openServices({
  openai,
  limits,
  clock,
  storage = ownStorage(),
  routing,
  retired,
  catalogue = [],
  cache,
  auditor,
  budget,
  defaults,
  now = Date.now,
  notify = () => {},
}: Options = {}) {
  const lines: string[] = [];
  const line = (message: string, facts?: object) => void lines.push(message + JSON.stringify(facts ?? {}));
  const costs = new CostBook();
  const log = { debug: line, info: line, warn: line, error: line };
  const section = Object.assign(new BudgetSection(), budget);
  const budgets = createBudgets({ section, storage, notify, log, now });
  const services = createOpenAIServices(
    {
      openai: Object.assign(new OpenAISection(), { apiKey: 'sk-test-0123456789' }, openai),
      models: retired === undefined ? {} : { retired },
      routing: Object.assign(new RoutingSection(), routing),
      budget: section,
      defaults: Object.assign(new DefaultsSection(), defaults),
      limits: Object.assign(new LimitsSection(), limits),
    },
    {
      models: createModels([CATALOGUE, ...catalogue], () => '2026-11-22'),
      costs,
      storage,
      ...(clock && { clock }),
      accounts: new ClientAccounts(new Map(), new KnownKeys()),
      cache,
      auditor,
      budgets: async () => budgets.budgets,
      clientLimits: async () => openLimits({ storage, log, now }).limits,
      log,
    },
  );
  const client = await services.clientFor('text');
  return { ...services, client, costs, budgets, storage, lines, call: new TestCall() };
}

/** What the model is told when the work fails. */
export async function refusalOf(
  { translate }: Awaited<ReturnType<typeof openServices>>,
  work: Promise<unknown>,
): Promise<ToolError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason) => reason,
  );
  const refusal = translate(error);
  if (refusal === undefined) throw new Error(`Not translated: ${String(error)}`);
  return refusal;
}

export const chatAnswer = (usage?: object, model = 'gpt-6-luna') => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model,
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }],
  ...(usage && { usage }),
});

export const events = (...data: (object | string)[]): string =>
  data.map((each) => `data: ${typeof each === 'string' ? each : JSON.stringify(each)}\n\n`).join('');
