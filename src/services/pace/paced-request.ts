import { collect } from '../openai/collect.js';
import type { Departure } from '../openai/departure.js';
import type { HttpReply } from '../openai/http-fetch.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import { isExhausted, toldToWait } from '../openai/retry-wait.js';
import { TransportFailure } from '../openai/transport-failure.js';
import type { Circuit } from './circuit.js';
import type { Clock } from './clock.js';
import type { Lane } from './lane.js';
import { exhaustedFor, rateWords } from './rate-headers.js';
import { circuitOpen } from './refusals.js';
import type { Turn } from './ticket.js';

export interface PacedBy {
  lane: Lane;
  circuit: Circuit;
  clock: Clock;
  provider: string;
  /** The tokens that it will take at most. */
  tokens(): number;
}

/** One request in its lane, through all its tries. */
export class PacedRequest implements Departure {
  private turn: Turn | undefined;
  private sentAt = 0;

  constructor(
    private readonly request: OutgoingRequest,
    private readonly by: PacedBy,
  ) {}

  /** Waits for its first turn. */
  async enter(): Promise<void> {
    this.refuseIfOpen();
    this.turn = await this.nextTurn(false);
    if (this.by.circuit.heldFor > 0) this.giveBack();
    this.refuseIfOpen();
  }

  async again(waitMs: number, reply: HttpReply | undefined): Promise<boolean> {
    const { lane, circuit } = this.by;
    if (circuit.heldFor > 0) return false;
    // After a rate limit the lane itself is held.
    if (reply?.status !== 429) await this.pass(waitMs);
    const turn = await this.nextTurn(true).catch((refusal: unknown) => {
      if (this.request.signal.aborted) throw refusal;
    });
    if (turn === undefined) return false;
    if (circuit.heldFor > 0) {
      lane.correct(turn, { requests: -1, tokens: -turn.tokens });
      return false;
    }
    this.turn = turn;
    return true;
  }

  async depart(send: () => Promise<HttpReply>): Promise<HttpReply> {
    const { lane, circuit, clock } = this.by;
    this.sentAt = clock.now();
    try {
      const reply = await circuit.watch(send);
      const words = rateWords(reply.headers, clock.now());
      if (this.turn) lane.learn(words, this.turn);
      if (reply.status === 429 || reply.status === 503) {
        const bytes = await collect(reply.body);
        reply.body = bytes;
        if (!isExhausted(bytes.toString())) this.slow(reply, exhaustedFor(words));
      } else if (reply.status < 400) lane.strikes.clear();
      if (reply.status >= 400) this.used(0);
      return reply;
    } catch (failure) {
      if (failure instanceof TransportFailure && !failure.sent) this.giveBack();
      throw failure;
    }
  }

  /** Corrects what was taken by what was used. */
  ended(): void {
    const { usage, tries } = this.request;
    if (tries === 0) this.giveBack();
    else if (usage) this.used(usage.tokens.inputTokens + usage.tokens.outputTokens);
    this.turn = undefined;
  }

  private slow({ status, headers }: HttpReply, exhaustedMs: number | undefined): void {
    const { lane, clock } = this.by;
    const told = toldToWait(headers, clock.now()) ?? (status === 429 ? exhaustedMs : undefined);
    // A few milliseconds over: timers may ring early, and "never sooner than told" is meant.
    if (told !== undefined) lane.hold(told + 5);
    else if (status === 429) lane.hold(lane.strikes.add(this.sentAt, clock.now()));
  }

  private used(tokens: number): void {
    if (this.turn === undefined || this.turn.tokens === 0) return;
    this.by.lane.correct(this.turn, { requests: 0, tokens: tokens - this.turn.tokens });
    this.turn = undefined;
  }

  private giveBack(): void {
    if (this.turn) this.by.lane.correct(this.turn, { requests: -1, tokens: -this.turn.tokens });
    this.turn = undefined;
  }

  private refuseIfOpen(): void {
    const { circuit, provider } = this.by;
    if (circuit.heldFor > 0) throw circuitOpen(provider, circuit.heldFor);
  }

  private nextTurn(again: boolean): Promise<Turn> {
    const { request, by } = this;
    const { call, signal } = request;
    return by.lane.turn({
      client: call?.client.name ?? '',
      again,
      tokens: by.tokens,
      signal,
      abortReason: () => request.abortReason,
      // Who waits to be sent again has been told so.
      ...(call && !again ? { tell: (message: string) => call.progress(undefined, message) } : {}),
    });
  }

  private pass(ms: number): Promise<void> {
    const { signal } = this.request;
    return new Promise((resolve, reject) => {
      const stop = () => {
        silence();
        reject(this.request.abortReason);
      };
      const silence = this.by.clock.alarm(ms, () => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    });
  }
}
