import type { LimitsSection } from '../../config/sections/limits-section.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import { Circuit } from './circuit.js';
import { CircuitNews } from './circuit-news.js';
import type { Clock } from './clock.js';
import { Lane, type LaneState } from './lane.js';
import type { PaceStore } from './pace-store.js';
import { PacedRequest } from './paced-request.js';
import { configuredRates, type Rates } from './rates.js';
import { circuitOpen } from './refusals.js';

export interface PaceOptions {
  limits: Readonly<LimitsSection>;
  /** Whose limits they are. */
  account: string;
  /** What the account's provider is called in messages. */
  provider: string;
  store: PaceStore;
  clock: Clock;
  /** The tokens that a request will take at most. */
  tokensOf(request: OutgoingRequest): number;
}

const MOST_LANES = 1000;

/** How fast requests go out on one account: a lane for each model, and one circuit for all. */
export class Pace {
  private readonly lanes = new Map<string, Lane>();
  private readonly circuit: Circuit;
  private readonly ratesOf: (model: string) => Rates;

  constructor(private readonly options: PaceOptions) {
    const { limits, clock, provider, account, store } = options;
    this.ratesOf = configuredRates(limits.models);
    const news = new CircuitNews(store, `${account} circuit`);
    this.circuit = new Circuit(limits, clock, news, () => {
      for (const lane of this.lanes.values())
        lane.refuseAll(() => circuitOpen(provider, this.circuit.heldFor));
    });
  }

  pacedRequest(request: OutgoingRequest): PacedRequest {
    const { clock, provider, tokensOf } = this.options;
    return new PacedRequest(request, {
      lane: this.laneOf(request),
      circuit: this.circuit,
      clock,
      provider,
      tokens: () => tokensOf(request),
    });
  }

  /** How many requests wait for their turn. */
  get waiting(): number {
    return [...this.lanes.values()].reduce((sum, lane) => sum + lane.waiting, 0);
  }

  /** Whether nothing is sent for now. */
  get isOpen(): boolean {
    return this.circuit.heldFor > 0;
  }

  /** How its lanes stand, and for how long nothing goes out at all, in ms. */
  get state(): { lanes: LaneState[]; heldForMs: number } {
    return { lanes: [...this.lanes.values()].map((lane) => lane.state), heldForMs: this.circuit.heldFor };
  }

  private laneOf({ model, endpoint }: OutgoingRequest): Lane {
    const name = (model ?? `/${endpoint.split('/')[1]}`).slice(0, 200);
    const known = this.lanes.get(name);
    if (known) return known;
    if (this.lanes.size >= MOST_LANES) this.forgetIdle();
    const { limits, account, store, clock } = this.options;
    const lane = new Lane({
      name,
      key: `${account} ${name}`,
      configured: model === null ? {} : this.ratesOf(name),
      learn: limits.learn,
      maxQueued: limits.maxQueued,
      maxWaitMs: limits.maxWaitSeconds * 1000,
      store,
      clock,
    });
    this.lanes.set(name, lane);
    return lane;
  }

  private forgetIdle(): void {
    for (const [name, lane] of this.lanes) if (lane.isIdle) this.lanes.delete(name);
  }
}
