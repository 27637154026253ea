import type { ToolError } from '../../plugin-api/tool-error.js';
import { Allowance, type AllowanceOptions, type Granting } from './allowance.js';
import { FairQueue } from './fair-queue.js';
import { PlaceTeller } from './place-teller.js';
import type { RateWords } from './rate-headers.js';
import type { Load, Rates } from './rates.js';
import { queueFull, queueTimeout } from './refusals.js';
import { Strikes } from './strikes.js';
import { Ticket, type Turn, type Wanted } from './ticket.js';

export interface LaneOptions extends AllowanceOptions {
  /** The model, or the endpoint where there is none. */
  name: string;
  maxQueued: number;
  maxWaitMs: number;
}

/** How it stands at this moment. */
export interface LaneState {
  name: string;
  waiting: number;
  /** Until the next one may go, as far as is known. */
  heldForMs: number;
  rates: Rates;
}

const APART_MS = 50;
const LOOK_AGAIN_MS = 2000;

/** One model on one account: who waits for it, and in which order they go. */
export class Lane {
  readonly strikes = new Strikes();
  private readonly queue = new FairQueue<Ticket>();
  private readonly allowance: Allowance;
  private readonly teller: PlaceTeller;
  private lookedUp: Promise<void> | undefined;
  private isPumping = false;
  /** When the next one may go, as far as is known. */
  private nextAt = 0;
  /** While the pump sleeps: when that will end, and how to end it now. */
  private sleep: { until: number; wake: () => void } | undefined;

  constructor(private readonly options: LaneOptions) {
    this.allowance = new Allowance(options);
    this.teller = new PlaceTeller(options.name, this.queue, options.clock);
  }

  /** How many wait. */
  get waiting(): number {
    return this.queue.size;
  }

  get isIdle(): boolean {
    return this.waiting === 0;
  }

  get state(): LaneState {
    const { name, clock } = this.options;
    const { rates, blockedUntil } = this.allowance;
    const until = this.isIdle ? blockedUntil : Math.max(blockedUntil, this.nextAt);
    return { name, waiting: this.queue.size, heldForMs: Math.max(0, until - clock.now()), rates };
  }

  /**
   * Waits for the turn.
   *
   * @throws ToolError QUEUE_FULL or QUEUE_TIMEOUT; what the signal aborts with.
   */
  async turn(wanted: Wanted): Promise<Turn> {
    this.lookedUp ??= this.allowance.lookUp();
    await this.lookedUp;
    if (!this.allowance.isLimited && this.queue.size === 0) return this.allowance.freeTurn();
    const ticket = new Ticket(wanted, this.options.clock.now());
    this.queue.push(ticket);
    if (this.sleep) this.consider(this.sleep.until);
    else void this.pump();
    if (this.isNext(ticket)) this.sleep?.wake();
    if (!ticket.isSettled) this.watch(ticket, wanted);
    return ticket.turn;
  }

  /** Takes in what the headers of an answer say. */
  learn(words: RateWords, turn: Turn): void {
    this.allowance.learn(words, turn);
  }

  /** Lets nothing go for so long. */
  hold(ms: number): void {
    this.allowance.block(ms);
    if (this.sleep) this.consider(this.sleep.until);
  }

  /** Gives back what a turn took too much, or takes more. */
  correct(turn: Turn, load: Load): void {
    if (load.requests === 0 && load.tokens === 0) return;
    this.allowance.correct(turn, load);
    if (load.requests < 0 || load.tokens < 0) this.sleep?.wake();
  }

  /** Sends all away that wait. */
  refuseAll(refusal: () => ToolError): void {
    for (const ticket of [...this.queue.inOrder()]) this.refuse(ticket, refusal());
  }

  /** Ends its waiting with its deadline or its caller. */
  private watch(ticket: Ticket, { signal, abortReason }: Wanted): void {
    const { clock, maxWaitMs } = this.options;
    // Whether it might go at once, the store has yet to say; the deadline waits for that.
    const tooLate = () => ticket.isConsidered && this.refuse(ticket, this.timeout(ticket));
    const leave = () => this.refuse(ticket, abortReason());
    const silence = clock.alarm(maxWaitMs, tooLate);
    signal.addEventListener('abort', leave, { once: true });
    ticket.whenSettled(() => {
      silence();
      signal.removeEventListener('abort', leave);
    });
    if (signal.aborted) leave();
  }

  private async pump(): Promise<void> {
    if (this.isPumping) return;
    this.isPumping = true;
    while (this.queue.size > 0) {
      const granting = this.allowance.grant(() => this.queue.inOrder());
      const waitMs = this.give(granting instanceof Promise ? await granting : granting);
      if (this.queue.size > 0 && waitMs > 0) await this.pause(waitMs);
    }
    this.isPumping = false;
  }

  private give({ granted, takenAt, waitMs }: Granting): number {
    for (const ticket of granted) {
      const turn = this.allowance.turn(ticket, takenAt);
      this.queue.serve(ticket);
      if (!ticket.grant(turn)) this.correct(turn, { requests: -1, tokens: -turn.tokens });
    }
    if (waitMs > 0) this.consider(this.options.clock.now() + waitMs);
    return waitMs;
  }

  /** Sends those away for whom waiting is of no use; the next one can go at `nextAt`. */
  private consider(nextAt: number): void {
    const { name, maxQueued, maxWaitMs, clock } = this.options;
    const now = clock.now();
    this.nextAt = nextAt;
    for (const ticket of this.queue.beyond(maxQueued))
      this.refuse(ticket, queueFull(name, maxQueued, this.expected(ticket, nextAt - now)));
    for (const ticket of [...this.queue.inOrder()]) {
      const deadline = ticket.since + maxWaitMs;
      ticket.isConsidered = true;
      if (deadline <= now || deadline < this.allowance.blockedUntil)
        this.refuse(ticket, this.timeout(ticket));
    }
    this.teller.tell();
  }

  private timeout(ticket: Ticket): ToolError {
    const now = this.options.clock.now();
    const expected = this.expected(ticket, Math.max(this.nextAt, this.allowance.blockedUntil) - now);
    return queueTimeout(this.options.name, now - ticket.since, expected);
  }

  /** How long until a ticket's turn, as far as anybody can say: until the next one's, and then at the full rate. */
  private expected(ticket: Ticket, nextMs: number): number {
    const { requests = Infinity, tokens = Infinity } = this.allowance.rates;
    let minutes = 0;
    for (const other of this.queue.inOrder()) {
      if (other === ticket) break;
      minutes += Math.max(1 / requests, tokens === Infinity ? 0 : other.tokens / tokens);
    }
    return Math.max(0, nextMs) + minutes * 60_000;
  }

  private refuse(ticket: Ticket, reason: Error): void {
    const wasNext = this.isNext(ticket);
    this.queue.remove(ticket);
    ticket.refuse(reason);
    // The one behind it may ask for less.
    if (wasNext) this.sleep?.wake();
    this.teller.tell();
  }

  private isNext(ticket: Ticket): boolean {
    const [next] = this.queue.inOrder();
    return next === ticket;
  }

  private pause(ms: number): Promise<void> {
    const { clock, store } = this.options;
    // Other processes wait for the same moment; and one of them may give back what it took too much.
    const rest = store.isShared ? Math.min(ms, LOOK_AGAIN_MS) + Math.random() * APART_MS : ms;
    return new Promise((resolve) => {
      const wake = () => {
        silence();
        this.sleep = undefined;
        resolve();
      };
      const silence = clock.alarm(rest, wake);
      this.sleep = { until: clock.now() + ms, wake };
    });
  }
}
