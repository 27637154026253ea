import type { BudgetSection } from '../../../src/config/sections/budget-section.js';
import { CacheSection } from '../../../src/config/sections/cache-section.js';
import { AnswerCache } from '../../../src/services/cache/answer-cache.js';
import type { AnswerStore } from '../../../src/storage/cache-store.js';
import { type FakeOpenAI, type Script, startFakeOpenAI } from '../../support/fake-openai.js';
import { openServices } from '../openai/open-services.js';

export interface CacheOptions {
  budget?: Partial<BudgetSection>;
  cache?: Partial<CacheSection>;
  /** Default: one that can't be opened, so that answers are kept in memory. */
  store?: AnswerStore;
  now?: () => number;
}

export const noStore = (): Promise<never> => Promise.reject(new Error('There is no store.'));

/** An answer cache and what it says. */
export function openCache({ cache = {}, store, now }: CacheOptions = {}) {
  const lines: string[] = [];
  const line = (message: string) => void lines.push(message);
  const answers = new AnswerCache(Object.assign(new CacheSection(), cache), {
    open: store === undefined ? noStore : async () => store,
    log: { debug: line, info: line, warn: line, error: line },
    ...(now === undefined ? {} : { now }),
  });
  return { answers, lines };
}

/** The governed client with a cache, in front of an upstream of the test's own. */
export async function cachedClient(script: Script, options: CacheOptions = {}) {
  const upstream: FakeOpenAI = await startFakeOpenAI(script);
  const { answers, lines } = openCache(options);
  const services = await openServices({
    openai: { baseURL: upstream.baseURL, maxRetries: 0 },
    retired: 'substitute',
    cache: answers,
    ...(options.budget && { budget: options.budget }),
  });
  return {
    ...services,
    upstream,
    answers,
    cacheLines: lines,
    close: async () => {
      await services.stop();
      await answers.stop();
      await upstream.stop();
    },
  };
}

export const vector = (value = 0.5) => ({
  object: 'list',
  model: 'text-embedding-3-small',
  data: [{ object: 'embedding', index: 0, embedding: [value, -value] }],
  usage: { prompt_tokens: 4, total_tokens: 4 },
});

export const embed = { model: 'text-embedding-3-small', input: 'lighthouse' };
