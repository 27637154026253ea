import { randomUUID } from 'node:crypto';
import type { Access } from '../contracts/access.js';
import type { DryRun } from '../contracts/dry-run.js';
import { RunningCall } from '../contracts/running-call.js';
import type { Shape } from '../plugin-api/json-schema.js';
import type {
  Asked,
  Client,
  Confirmation,
  LogLevel,
  Root,
  Sample,
  SampleOptions,
} from '../plugin-api/tool-call.js';
import { Asking } from './asking.js';
import { cutText } from './cut-text.js';
import type { CallRequest } from './passage.js';

const MESSAGE_LENGTH = 200;
/** Long enough for a busy client to read what came before, short beside anything that is worth progress. */
const GAP_MS = 10;

export class HostCall extends RunningCall {
  readonly id = randomUUID();
  /** ms since 1970. */
  readonly since = Date.now();
  readonly client: Client;
  private readonly ending = new AbortController();
  private readonly asking: Asking;
  /** Rejects when the call ends from outside, and never settles otherwise. */
  private readonly ended: Promise<never>;
  private reached = -0.01;
  private pending: Promise<void> = Promise.resolve();
  private heardAt = Date.now();
  private sent = false;

  constructor(
    private readonly request: CallRequest,
    readonly plugin: string,
    readonly tool: string,
  ) {
    super();
    this.client = request.client;
    this.asking = new Asking(request.respondent);
    const { signal } = this;
    this.ended = new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    this.ended.catch(() => undefined);
    if (request.signal.aborted) this.cancelledByClient();
    else request.signal.addEventListener('abort', this.cancelledByClient, { once: true });
  }

  get access(): Access | undefined {
    return this.request.access;
  }

  override get owner(): string | undefined {
    return this.request.owner;
  }

  get isLocal(): boolean {
    return this.request.isLocal === true;
  }

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** Whether the client asked to hear of the call's progress. */
  get isFollowed(): boolean {
    return this.request.sendProgress !== undefined;
  }

  /** Ends the call from the host's side. */
  cancel(reason: Error): void {
    this.ending.abort(reason);
  }

  /** What still comes of a dry run is stopped as well, so the call is cut off rather than let go. */
  async endDryRun(dryRun: DryRun): Promise<void> {
    await dryRun.settled();
    this.cancel(dryRun.stopped());
  }

  /** Settles as the work does, or as soon as the call ends: what ignores the signal is then heard by nobody. */
  async untilEnded<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    return Promise.race([work, this.ended]);
  }

  /** Lets go of the client's signal, which may outlive the call; and of what its tool may still do. */
  release(): void {
    this.end();
    this.request.signal.removeEventListener('abort', this.cancelledByClient);
  }

  progress(fraction: number | undefined, message?: string): void {
    this.tell(fraction, this.isWithheld ? undefined : message);
  }

  /** Progress in the host's own words. */
  tell(fraction: number | undefined, message?: string): void {
    const send = this.request.sendProgress;
    if (send === undefined || this.signal.aborted) return;
    const wanted = fraction === undefined ? this.reached + 0.01 : fraction * 100;
    this.reached = wanted > this.reached ? wanted : this.reached + 0.01;
    this.heardAt = Date.now();
    this.sent = true;
    const total = fraction === undefined ? {} : { total: 100 };
    const text = message === undefined ? {} : { message: cutText(message, MESSAGE_LENGTH) };
    const progress = { progress: this.reached, ...total, ...text };
    this.pending = this.pending.then(() => send(progress)).catch(() => undefined);
  }

  /** Milliseconds since the client last heard of this call. */
  get silence(): number {
    return Date.now() - this.heardAt;
  }

  /**
   * Resolves when every progress message is surely read before the result: SDK clients drop what arrives together
   * with it, and some then drop the connection.
   */
  async progressDelivered(): Promise<void> {
    await this.pending;
    if (!this.sent) return;
    this.sent = false;
    await new Promise((resolve) => setTimeout(resolve, GAP_MS));
  }

  log(level: LogLevel, data: string | object): void {
    const send = this.request.sendNotice;
    if (send === undefined || this.signal.aborted || this.isWithheld) return;
    this.pending = this.pending.then(() => send({ level, logger: this.plugin, data })).catch(() => undefined);
  }

  confirm(question: string): Promise<Confirmation> {
    return this.asking.confirm(question);
  }

  ask<Fields extends object>(question: string, fields: Shape<Fields>): Promise<Asked<{ fields: Fields }>> {
    return this.asking.ask(question, fields);
  }

  sample(prompt: string, options: SampleOptions): Promise<Asked<Sample>> {
    return this.asking.sample(prompt, options);
  }

  roots(): Promise<Asked<{ roots: readonly Root[] }>> {
    return this.asking.roots();
  }

  private readonly cancelledByClient = (): void => this.ending.abort(this.request.signal.reason);
}
