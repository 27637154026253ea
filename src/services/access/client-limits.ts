import type { Access } from '../../contracts/access.js';
import type { CallAdmission } from '../../contracts/call-admission.js';
import type { RunningCall } from '../../contracts/running-call.js';
import { correct, take, waitFor } from '../pace/pace-state.js';
import type { PaceStore } from '../pace/pace-store.js';
import type { Load, Rates } from '../pace/rates.js';
import type { CallSeats } from './call-seats.js';
import { tooMany, tooManyAtOnce } from './refusals.js';

/** What was taken of a minute, and when. */
export interface Taken {
  at: number;
  load: Load;
}

/** Keeps clients to what they may ask for, on all servers on one database together. */
export class ClientLimits implements CallAdmission {
  constructor(
    private readonly store: PaceStore,
    private readonly seats: CallSeats,
  ) {}

  async enter({ access, dryRun }: RunningCall): Promise<() => void> {
    const { callsPerMinute, concurrentCalls } = access?.limits ?? {};
    // The call that wants an estimate has been counted.
    if (access === undefined || dryRun !== undefined) return () => {};
    const leave = concurrentCalls === undefined ? () => {} : await this.sit(access, concurrentCalls);
    if (callsPerMinute === undefined) return leave;
    try {
      const taken = await this.takeOf(`client ${access.name} calls`, ONE_CALL, { requests: callsPerMinute });
      if (typeof taken !== 'number') return leave;
      throw tooMany(`calls a minute: ${callsPerMinute}`, taken);
    } catch (error) {
      leave();
      throw error;
    }
  }

  /**
   * Takes for a request.
   *
   * @throws ToolError `CLIENT_RATE_LIMITED`
   */
  async takeRequest({ name, limits = {} }: Access, tokens: number): Promise<Taken | undefined> {
    const { requestsPerMinute: requests, tokensPerMinute } = limits;
    if (requests === undefined && tokensPerMinute === undefined) return undefined;
    const load = { requests: 1, tokens: tokensPerMinute === undefined ? 0 : tokens };
    const taken = await this.takeOf(keyOfRequests(name), load, { requests, tokens: tokensPerMinute });
    if (typeof taken !== 'number') return taken;
    const most = [
      ...(requests === undefined ? [] : [`requests a minute: ${requests}`]),
      ...(tokensPerMinute === undefined ? [] : [`tokens a minute: ${tokensPerMinute}`]),
    ];
    throw tooMany(most.join(', '), taken);
  }

  /** Corrects what was taken by what was used. */
  correct({ name }: Access, { at }: Taken, load: Load): void {
    if (load.requests === 0 && load.tokens === 0) return;
    void this.store.change(keyOfRequests(name), (state) => correct(state, at, load));
  }

  private async sit({ name }: Access, most: number): Promise<() => void> {
    const leave = await this.seats.take(name, most);
    if (leave === undefined) throw tooManyAtOnce(most);
    return leave;
  }

  /** What was taken, or how long there will be no room, ms. */
  private async takeOf(key: string, load: Load, rates: Rates): Promise<Taken | number> {
    return this.store.change(key, (state) => {
      const wait = waitFor(state, load, rates);
      if (wait > 0) return wait;
      take(state, load);
      return { at: state.at, load };
    });
  }
}

const ONE_CALL: Load = { requests: 1, tokens: 0 };

const keyOfRequests = (client: string): string => `client ${client} requests`;
