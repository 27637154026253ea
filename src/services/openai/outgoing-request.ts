import type { Access } from '../../contracts/access.js';
import { actingOwner } from '../../contracts/acting-owner.js';
import { currentCall } from '../../contracts/current-call.js';
import type { RequestSight } from '../../contracts/observer.js';
import type { RequestRecord } from '../../contracts/request-record.js';
import { requestScope } from '../../contracts/request-scope.js';
import type { Route } from '../../contracts/route.js';
import type { RunningCall } from '../../contracts/running-call.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { AnswerDigest } from '../audit/answer-digest.js';
import type { MeteredUsage } from '../costs/metered-usage.js';
import type { Estimate } from '../estimates/estimate.js';
import { outlives } from '../estimates/outlives.js';
import type { Departure } from './departure.js';
import { type EndpointEffect, effectOfPost } from './endpoint-effects.js';
import type { RequestBody } from './request-body.js';

/** A request on its way through the steps: what a plugin asked for, and what has become of it so far. */
export class OutgoingRequest {
  readonly plugin: string;
  /** The tool call on whose behalf it is sent. */
  readonly call: RunningCall | undefined;
  /** Of the part of the call that it belongs to. */
  readonly scope: RequestRecord[] | undefined = requestScope.getStore();
  /** Whose things at the provider it may reach; undefined: it is the house's own business. */
  readonly owner: string | undefined = actingOwner();
  /** Whether the house asks by itself, whoever's call it does so in. */
  readonly isOfTheHouse: boolean;
  /** What the client may do on whose behalf it is sent, even where the call has ended. */
  readonly access: Access | undefined;
  readonly method: string;
  readonly url: URL;
  /** Path below the base URL, such as `/responses`. */
  readonly endpoint: string;
  readonly headers: Record<string, string>;
  readonly body: RequestBody;
  /** Aborts with the call, or when the plugin gives the request up. */
  readonly signal: AbortSignal;
  /** The model that the plugin asked for. */
  readonly requestedModel: string | null;

  /** The key of the client's own account, where it has one. Set by the step account. */
  ownKey: string | undefined;
  /** How its model was chosen, where `auto` was asked for. */
  route: Route | undefined;
  startedAt = 0;
  tries = 0;
  /** HTTP status of the last try; 0 while there is none. */
  status = 0;
  requestId: string | null = null;
  /** The model that served it, as far as the response says. */
  servedModel: string | null = null;
  usage: MeteredUsage | null = null;
  /** What the API calls its answer: the id of a response, a batch, a file. */
  responseId: string | null = null;
  /** The answer of a request that starts or asks about work that outlives it. */
  workAnswer: Record<string, unknown> | undefined;
  /** What a stream said at its end. */
  streamedAnswer: Record<string, unknown> | undefined;
  /** Id of a hold that stays when the request has ended. */
  keptHold: string | undefined;
  /** Whether the answer ended at the limit of its length. */
  stoppedAtLimit = false;
  costNanoUsd: bigint | null = null;
  basis: RequestRecord['basis'] = 'metered';
  /** Called before the first byte of each try leaves; throws where nothing may be sent. */
  beforeSending: () => Promise<void> = async () => {};
  /** Whether what it starts is found again where its answer is lost: its hold then stays. */
  isFoundAgain = false;
  /** Called with the id of a hold that is to outlive it, before the first byte leaves. */
  keepsHold: (id: string) => Promise<void> = async () => {};
  /** How its tries leave. Set by the step pace. */
  departure!: Departure;
  /** The most that it can come to. Set by the step reserve, where somebody has a limit. */
  estimate: Estimate | undefined;
  failure: unknown;
  /** Who follows it, where somebody does. Set by the step observe. */
  sight: RequestSight | undefined;
  /** How it ended. */
  record: RequestRecord | undefined;
  /** Reads along with the answer's bytes where requests are audited. */
  answer: AnswerDigest | undefined;
  /** What goes on when every step has done its part; only the end of the request waits for it. */
  afterwards: Promise<void> = Promise.resolve();
  /** Called when the last byte has come, or nothing more will; only the first call counts. Set by the walk. */
  end: (failure?: unknown) => Promise<void> = async () => {};
  /** Whether every step has done its part on the way back. */
  hasEnded = false;

  constructor(
    facts: Pick<
      OutgoingRequest,
      'plugin' | 'call' | 'method' | 'url' | 'endpoint' | 'headers' | 'body' | 'signal'
    > & { isOfTheHouse?: boolean },
  ) {
    this.isOfTheHouse = facts.isOfTheHouse ?? false;
    this.plugin = facts.plugin;
    this.call = facts.call;
    this.access = (facts.call ?? currentCall.getStore())?.access;
    this.method = facts.method;
    this.url = facts.url;
    this.endpoint = facts.endpoint;
    this.headers = facts.headers;
    this.body = facts.body;
    this.signal = facts.signal;
    this.requestedModel = this.model;
  }

  /** The same request as one of its own, from here on, with another signal. */
  branch(signal: AbortSignal): OutgoingRequest {
    return Object.assign(Object.create(OutgoingRequest.prototype) as OutgoingRequest, this, { signal });
  }

  /** The model that is asked for now. */
  get model(): string | null {
    const model = this.body.get('model');
    return typeof model === 'string' ? model : null;
  }

  /** Why it was aborted: the call's own error, or the reason that the plugin gave. */
  get abortReason(): Error {
    const reason: unknown = this.signal.reason;
    if (!this.call?.signal.aborted || ToolError.is(reason))
      return reason instanceof Error ? reason : new Error(String(reason));
    return new ToolError('CANCELLED', 'The call was cancelled before its answer had come.', undefined, {
      cause: reason,
    });
  }

  /** Whether OpenAI charges for it. */
  get isBilled(): boolean {
    return this.effect === 'bills' || this.effect === 'starts';
  }

  /** Whether it only asks, and changes nothing at OpenAI. */
  get isQuestion(): boolean {
    return this.effect === 'asks';
  }

  /** Whether sending it a second time can do no harm. */
  get isRepeatable(): boolean {
    return this.effect === 'asks' || this.effect === 'sets';
  }

  /** Whether it leaves something at OpenAI that goes on without it, and would be there twice if it were done twice. */
  get leavesWork(): boolean {
    return this.effect === 'creates' || this.effect === 'starts' || outlives(this);
  }

  private get effect(): EndpointEffect {
    if (this.method === 'POST') return effectOfPost(this.endpoint);
    return this.method === 'GET' || this.method === 'HEAD' ? 'asks' : 'sets';
  }
}
