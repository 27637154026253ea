import type { Waiting } from './fair-queue.js';
import type { Load } from './rates.js';

/** What somebody asks for who wants a turn. */
export interface Wanted {
  client: string;
  /** It was sent before, and goes before new ones. */
  again: boolean;
  /** What it will take, at most. Asked for only where tokens are limited. */
  tokens(): number;
  signal: AbortSignal;
  abortReason(): Error;
  tell?(message: string): void;
}

/** Leave to send. */
export interface Turn {
  /** When it was counted, by the store's clock; undefined where nothing is limited. */
  takenAt: number | undefined;
  /** What was taken for it. */
  tokens: number;
  /** All that this process had sent with it. */
  sentBefore: Load;
}

/** A place in the queue. */
export class Ticket implements Waiting {
  readonly client: string;
  readonly again: boolean;
  readonly turn: Promise<Turn>;
  isSettled = false;
  /** Whether it has been found that it can't go at once. */
  isConsidered = false;
  /** Where it stood when that was last told. */
  toldPlace = '';
  private counted: number | undefined;
  private resolve!: (turn: Turn) => void;
  private reject!: (reason: Error) => void;
  private settled: () => void = () => {};

  constructor(
    private readonly wanted: Wanted,
    readonly since: number,
  ) {
    this.client = wanted.client;
    this.again = wanted.again;
    this.turn = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** What it will take, at most. */
  get tokens(): number {
    this.counted ??= this.wanted.tokens();
    return this.counted;
  }

  tell(message: string): void {
    this.wanted.tell?.(message);
  }

  whenSettled(then: () => void): void {
    this.settled = then;
  }

  /** False: it has gone in the meantime. */
  grant(turn: Turn): boolean {
    if (this.isSettled) return false;
    this.settle();
    this.resolve(turn);
    return true;
  }

  refuse(reason: Error): void {
    if (this.isSettled) return;
    this.settle();
    this.reject(reason);
  }

  private settle(): void {
    this.isSettled = true;
    this.settled();
  }
}
