import type { CacheSection } from '../../config/sections/cache-section.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { AnswerStore } from '../../storage/cache-store.js';
import { storageFacts } from '../storage-facts.js';
import { bytesOf, type KeptAnswer } from './kept-answer.js';
import { RecentAnswers } from './recent-answers.js';

const RECENT_BYTES = 16 * 1024 * 1024;
/** How long a store that failed is left alone. */
const REST_MS = 30_000;
/** How long an answer is looked for. */
const MOST_MS = 2_000;
/** How exactly the order of use is known. */
const TOUCH_MS = 60_000;

export interface AnswerCacheDeps {
  /** Opens the store at its first use. */
  open: () => Promise<AnswerStore>;
  log: Logger;
  now?: () => number;
}

/** Answers that are given again: the last ones from memory, the others from the store, which all processes share. */
export class AnswerCache {
  private readonly recent: RecentAnswers;
  private readonly touched = new Map<string, number>();
  private readonly writing = new Set<Promise<void>>();
  private readonly now: () => number;
  private restUntil = 0;
  private failing = false;

  constructor(
    readonly policy: Readonly<CacheSection>,
    private readonly deps: AnswerCacheDeps,
  ) {
    this.now = deps.now ?? Date.now;
    this.recent = new RecentAnswers(Math.min(RECENT_BYTES, policy.maxBytes), this.now);
  }

  /** From memory, at once. */
  findRecent(key: string): KeptAnswer | undefined {
    const answer = this.recent.get(key);
    if (answer !== undefined) this.touch(key);
    return answer;
  }

  /** From the store; nothing where that takes longer than asking OpenAI would. */
  async find(key: string): Promise<KeptAnswer | undefined> {
    if (this.policy.maxBytes === 0) return undefined;
    const finding = this.withStore((store) => store.find(key, this.now()));
    const answer = await within(MOST_MS, finding);
    if (answer === undefined) return undefined;
    this.recent.put(key, answer);
    this.touch(key);
    return answer;
  }

  /** Keeps an answer; whoever waits for it is not kept waiting for that. */
  keep(key: string, answer: Omit<KeptAnswer, 'expiresAt'>): void {
    const kept = { ...answer, expiresAt: this.now() + this.policy.ttlSeconds * 1000 };
    if (bytesOf(kept) > this.policy.maxBytes) return;
    this.recent.put(key, kept);
    this.touched.set(key, this.now());
    const room = { bytes: bytesOf(kept), now: this.now(), maxBytes: this.policy.maxBytes };
    this.write((store) => store.keep(key, kept, room));
  }

  /** Resolves when all that is kept has been written. */
  async stop(): Promise<void> {
    await Promise.all(this.writing);
  }

  private touch(key: string): void {
    const now = this.now();
    if (now - (this.touched.get(key) ?? 0) < TOUCH_MS) return;
    if (this.touched.size >= 10_000) this.touched.clear();
    this.touched.set(key, now);
    this.write((store) => store.touch(key, now));
  }

  private write(work: (store: AnswerStore) => Promise<void>): void {
    const writing = this.withStore(work).then(() => void this.writing.delete(writing));
    this.writing.add(writing);
  }

  /** Without a store that works there is only memory; a cache never fails a request. */
  private async withStore<T>(work: (store: AnswerStore) => Promise<T>): Promise<T | undefined> {
    if (this.now() < this.restUntil) return undefined;
    try {
      const result = await work(await this.deps.open());
      this.failing = false;
      return result;
    } catch (error) {
      this.restUntil = this.now() + REST_MS;
      if (!this.failing) {
        const message = "The cache can't be used: answers are kept in memory only until it can.";
        this.deps.log.warn(message, storageFacts(error));
      }
      this.failing = true;
      return undefined;
    }
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
