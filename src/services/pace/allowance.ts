import type { Clock } from './clock.js';
import { block, correct, freshState, type PaceState, recall, roll, take, waitFor } from './pace-state.js';
import type { PaceStore } from './pace-store.js';
import type { RateWords } from './rate-headers.js';
import { isLimited, type Load, type Rates, strictest } from './rates.js';
import { ServerRoom } from './server-room.js';
import type { Ticket, Turn } from './ticket.js';

export interface AllowanceOptions {
  key: string;
  configured: Rates;
  learn: boolean;
  store: PaceStore;
  clock: Clock;
}

/** How many may go now, and how long the next one has to wait. */
export interface Granting {
  granted: Ticket[];
  /** 0 where all may go. */
  waitMs: number;
  /** By the store's clock. */
  takenAt: number;
}

/** What one model on one account may take: by the config, by what its server says, and by what other processes took. */
export class Allowance {
  private readonly room = new ServerRoom();
  /** As last seen in the store, as is `blockedUntil`. */
  private learned: Rates = {};
  private blocked = 0;
  /** What went out while nothing was limited. */
  private free: PaceState;

  constructor(private readonly options: AllowanceOptions) {
    this.free = freshState(options.clock.now());
  }

  /** By this process's clock; in the past where nothing is blocked. */
  get blockedUntil(): number {
    return this.blocked;
  }

  get rates(): Rates {
    const { learn, configured } = this.options;
    return learn ? strictest(configured, this.learned) : configured;
  }

  /** Whether there is anything that could make somebody wait. */
  get isLimited(): boolean {
    return isLimited(this.rates) || this.blocked > this.options.clock.now();
  }

  /** Takes over what others have found out. */
  async lookUp(): Promise<void> {
    const state = await this.options.store.look(this.options.key);
    if (state) this.see(state);
  }

  /** Takes in what the headers of an answer say. */
  learn(words: RateWords, turn: Turn): void {
    if (!this.options.learn) return;
    this.room.learn(words, turn.sentBefore, this.options.clock.now());
    const { requests = this.learned.requests, tokens = this.learned.tokens } = {
      requests: words.requests.limit,
      tokens: words.tokens.limit,
    };
    if (requests === this.learned.requests && tokens === this.learned.tokens) return;
    const wasLimited = isLimited(this.rates);
    const learned: Rates = { requests, tokens };
    this.learned = learned;
    const free = roll(this.free, this.options.clock.now());
    this.change((state) => {
      state.learned = learned;
      if (!wasLimited) recall(state, free);
    });
  }

  block(ms: number): void {
    this.blocked = Math.max(this.blocked, this.options.clock.now() + ms);
    this.change((state) => block(state, ms));
  }

  /** Gives back what a turn took too much, or takes more. */
  correct({ takenAt }: Turn, load: Load): void {
    if (takenAt !== undefined) this.change((state) => correct(state, takenAt, load));
  }

  /** Where nothing is limited, nothing is kept of it. */
  freeTurn(): Turn {
    take(roll(this.free, this.options.clock.now()), { requests: 1, tokens: 0 });
    return { takenAt: undefined, tokens: 0, sentBefore: this.room.count({ requests: 1, tokens: 0 }) };
  }

  /** The turn that goes with a grant. */
  turn(ticket: Ticket, takenAt: number): Turn {
    const load = this.loadOf(ticket);
    return { takenAt, tokens: load.tokens, sentBefore: this.room.count(load) };
  }

  /** Takes for as many as there is room for. */
  grant(tickets: () => Iterable<Ticket>): Granting | Promise<Granting> {
    return this.options.store.change(this.options.key, (state) => {
      this.see(state);
      const granted: Ticket[] = [];
      const sent: Load = { requests: 0, tokens: 0 };
      for (const ticket of tickets()) {
        const load = this.loadOf(ticket);
        sent.requests += load.requests;
        sent.tokens += load.tokens;
        const waitMs = this.waitFor(state, load, sent);
        if (waitMs > 0) return { granted, waitMs, takenAt: state.at };
        take(state, load);
        granted.push(ticket);
      }
      return { granted, waitMs: 0, takenAt: state.at };
    });
  }

  private waitFor(state: PaceState, load: Load, sent: Load): number {
    const now = this.options.clock.now();
    return Math.max(waitFor(state, load, this.rates), this.room.waitFor(sent, now), this.blocked - now);
  }

  private loadOf(ticket: Ticket): Load {
    return { requests: 1, tokens: this.rates.tokens === undefined ? 0 : ticket.tokens };
  }

  private see(state: PaceState): void {
    this.learned = state.learned;
    const blockedMs = state.blockedUntil - state.at;
    if (blockedMs > 0) this.blocked = this.options.clock.now() + blockedMs;
  }

  private change(work: (state: PaceState) => void): void {
    void this.options.store.change(this.options.key, work);
  }
}
