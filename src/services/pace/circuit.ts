import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import type { LimitsSection } from '../../config/sections/limits-section.js';
import type { HttpReply } from '../openai/http-fetch.js';
import { TransportFailure } from '../openai/transport-failure.js';
import type { CircuitNews } from './circuit-news.js';
import type { Clock } from './clock.js';

const isFailure = (error: unknown): boolean => error instanceof TransportFailure;

/**
 * Opens when an account has failed so often in a row, and lets one request try once the time is over. Where another process
 * has opened it, one failure is enough.
 */
export class Circuit {
  private readonly policy: CircuitBreakerPolicy;
  private readonly breakMs: number;
  private heldUntil = 0;
  private isHeeding = false;

  constructor(
    { breakAfter, breakSeconds }: Pick<LimitsSection, 'breakAfter' | 'breakSeconds'>,
    private readonly clock: Clock,
    private readonly news: CircuitNews,
    opened: () => void,
  ) {
    this.breakMs = breakSeconds * 1000;
    // A probe that was given up, say by its caller, has shown nothing: the next request is the probe then.
    const failed = handleWhen((error) => isFailure(error) || this.policy.state === CircuitState.HalfOpen);
    this.policy = circuitBreaker(
      failed.orWhenResult((reply) => (reply as HttpReply).status >= 500),
      // The time is ours to keep; cockatiel reads the system's clock.
      { halfOpenAfter: Number.NEGATIVE_INFINITY, breaker: new ConsecutiveBreaker(breakAfter) },
    );
    this.policy.onBreak((reason) => {
      if ('error' in reason && !isFailure(reason.error)) return;
      this.heldUntil = clock.now() + this.breakMs;
      if (!this.isHeeding) void news.tell(this.breakMs);
      opened();
    });
  }

  /** ms for which nothing may go; 0: it may. */
  get heldFor(): number {
    if (this.policy.state === CircuitState.HalfOpen) return this.breakMs;
    return this.policy.state === CircuitState.Open ? Math.max(0, this.heldUntil - this.clock.now()) : 0;
  }

  /** Sends, and counts how that went. Never refuses: what had its turn before the circuit opened goes uncounted. */
  async watch(send: () => Promise<HttpReply>): Promise<HttpReply> {
    if (this.heldFor > 0) return send();
    let failed = true;
    try {
      const reply = await this.policy.execute(send);
      failed = reply.status >= 500;
      return reply;
    } catch (error) {
      failed = isFailure(error);
      throw error;
    } finally {
      if (failed) void this.heedOthers();
    }
  }

  private async heedOthers(): Promise<void> {
    const ms = this.policy.state === CircuitState.Closed ? await this.news.heldFor() : 0;
    if (ms === 0 || this.isHeeding) return;
    this.isHeeding = true;
    while (this.policy.state === CircuitState.Closed)
      await this.policy.execute(() => Promise.resolve({ status: 500 }));
    this.isHeeding = false;
    this.heldUntil = this.clock.now() + ms;
  }
}
