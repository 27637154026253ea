import { DryRun } from '../contracts/dry-run.js';
import type { Fault } from '../contracts/fault.js';
import type { HttpFace } from '../contracts/http-face.js';
import type { Observer } from '../contracts/observer.js';
import type { ResourceChanges } from '../contracts/resource-changes.js';
import { serverStopping } from '../contracts/server-stopping.js';
import type { WatchCall } from '../contracts/watch-call.js';
import type { CallEstimate } from '../plugin-api/estimates.js';
import type { LogLevel } from '../plugin-api/tool-call.js';
import type { ToolError } from '../plugin-api/tool-error.js';
import { LongCalls, type LongCallsParts } from './background/long-calls.js';
import type { CatalogueTool } from './catalogue.js';
import type { Served } from './compose-served.js';
import { AGREEABLE, estimateOf, refuseUnheld } from './dry-run-call.js';
import { HostCall } from './host-call.js';
import type { Notice } from './notice.js';
import type { OfferCalls } from './offers/offer-calls.js';
import type { Prompts } from './offers/prompts.js';
import type { Resources } from './offers/resources.js';
import type { CallRequest, CallResult, Passage } from './passage.js';
import { type Question, QuestionsAsked } from './question.js';
import { stopRuntimes } from './stop-runtimes.js';
import { walkSteps } from './walk-steps.js';

/** How a call ended: with a result, or with questions that must be answered before it can be run again. */
export type CallOutcome = { result: CallResult; failure?: ToolError } | { questions: readonly Question[] };

/** A tool that is served, and whose it is. */
export interface ListedTool extends CatalogueTool {
  plugin: string;
}

/** What a host is made of; `createHost` puts it together. */
export interface HostParts {
  name: string;
  version: string;
  served: Served;
  /** Calls for what is served beside tools. */
  offerCalls: OfferCalls;
  /** Sees every call of a tool. */
  watchCall: WatchCall;
  /** Sees what clients ask for; absent where nobody watches. */
  observer?: Observer | undefined;
  /** What plugins tell of their resources. */
  resourceChanges: ResourceChanges;
  /** What calls that go on without their clients need. */
  longCalls: LongCallsParts;
  /** Whether what is served may be replaced while it is served. */
  changes: boolean;
  /** Whether the host has things of its own to {@link Host.notify} clients of. */
  notifies?: boolean;
  http: HttpFace;
  stopServices(): Promise<void>;
}

/** The running catalogue: knows which tools are served and takes every call through the same steps. */
export class Host {
  /** Calls under way, each with what settles when it has ended. */
  private readonly running = new Map<HostCall, Promise<unknown>>();
  private readonly listeners = new Set<() => void>();
  private readonly followers = new Set<(notice: Notice) => void>();
  /** Plugins that were replaced, and stop when the calls that they may still serve have ended. */
  private readonly retiring = new Set<Promise<void>>();
  /** Calls that go on in the background. */
  readonly longCalls: LongCalls;
  private served: Served;
  private listed: readonly ListedTool[] | undefined;
  private stopping: Promise<void> | undefined;

  constructor(private readonly parts: HostParts) {
    this.served = parts.served;
    this.longCalls = new LongCalls(parts.longCalls, {
      find: (tool) => this.served.tools.get(tool),
      passageOf: (request) => this.passageOf(request),
      walk: (passage) => this.walk(passage),
    });
  }

  get name(): string {
    return this.parts.name;
  }

  get version(): string {
    return this.parts.version;
  }

  /** Whoever watches what goes on. */
  get observer(): Observer | undefined {
    return this.parts.observer;
  }

  /** Whether the tools may change while the host runs. */
  get changes(): boolean {
    return this.parts.changes;
  }

  /** Routes a model to the right tool; part of what the server says of itself. */
  get instructions(): string {
    return this.served.instructions;
  }

  /** What a server of HTTP has to know and to answer beside MCP. */
  get http(): HttpFace {
    return this.parts.http;
  }

  get faults(): readonly Fault[] {
    return this.served.faults;
  }

  /** The tools that are served, in the order in which they are listed. */
  get tools(): readonly ListedTool[] {
    this.listed ??= [...this.served.tools.values()].map(({ tool, runtime }) => ({
      ...tool,
      plugin: runtime.plugin.name,
    }));
    return this.listed;
  }

  /** Calls back after every change of {@link tools}, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Whether clients may get log messages: from a plugin that says so, or from the host itself. */
  get logs(): boolean {
    const { changes, notifies = false } = this.parts;
    return changes || notifies || this.served.runtimes.some(({ plugin }) => plugin.logs === true);
  }

  /**
   * Sends a log message to every client, outside of any call. One of the older era gets it at once; one of the newer
   * era, where no message comes unasked, with a call of its that is under way and wants messages of this level.
   */
  notify(level: LogLevel, logger: string, data: string | object): void {
    for (const follower of this.followers) follower({ level, logger, data });
  }

  /** Calls back with everything that clients are {@link notify notified} of, until the returned function is called. */
  onNotice(follower: (notice: Notice) => void): () => void {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }

  get prompts(): Prompts {
    return this.served.prompts;
  }

  get resources(): Resources {
    return this.served.resources;
  }

  /**
   * Calls back with the URI of each resource that has changed, until the returned function is called. What a plugin tells
   * of resources that are not its own is passed over.
   */
  onResourceChange(listener: (uri: string) => void): () => void {
    return this.parts.resourceChanges.listen(({ uri, plugin }) => {
      if (this.resources.belongsTo(uri, plugin)) listener(uri);
    });
  }

  /** Calls back whenever there are other resources than before, until the returned function is called. */
  onListingChange(listener: () => void): () => void {
    return this.parts.resourceChanges.listenToListing(listener);
  }

  async call(request: CallRequest): Promise<CallOutcome> {
    if (request.waits !== true && this.longCalls.takes(request.tool)) return this.longCalls.call(request);
    return this.walk(this.passageOf(request));
  }

  /**
   * What a call would cost: it is run up to what it would pay for or change.
   *
   * @throws ToolError what the call itself would fail with; `DRY_RUN_REFUSED`.
   */
  async estimate(request: Omit<CallRequest, 'respondent'>): Promise<CallEstimate> {
    refuseUnheld(this.served.tools.get(request.tool));
    const dryRun = new DryRun();
    const passage = this.passageOf({ ...request, respondent: AGREEABLE });
    passage.call.dryRun = dryRun;
    await this.walk(passage);
    return estimateOf(request.tool, dryRun, passage);
  }

  private passageOf(request: CallRequest): Passage {
    const { tool } = request;
    const call = new HostCall(request, this.served.tools.get(tool)?.runtime.plugin.name ?? '', tool);
    return { request, call };
  }

  private async walk(passage: Passage): Promise<CallOutcome> {
    const { call } = passage;
    const { dryRun } = call;
    if (this.stopping !== undefined) call.cancel(serverStopping());
    // The call keeps to what was served when it came.
    const walked = walkSteps(this.served.steps, passage, this.parts.watchCall);
    this.running.set(call, walked);
    try {
      await walked;
      const { result, failure } = passage;
      return { result: result!, ...(failure === undefined ? {} : { failure }) };
    } catch (error) {
      if (error instanceof QuestionsAsked) return { questions: error.questions };
      throw error;
    } finally {
      if (dryRun !== undefined) await call.endDryRun(dryRun);
      this.running.delete(call);
      call.release();
    }
  }

  /**
   * Serves something else from now on: calls under way end as they began.
   *
   * @returns what settles when the plugins that are no longer served have stopped.
   */
  replace(served: Served): Promise<void> {
    if (this.stopping !== undefined)
      return stopRuntimes(served.runtimes.filter((runtime) => !this.served.runtimes.includes(runtime)));
    const gone = this.served.runtimes.filter((runtime) => !served.runtimes.includes(runtime));
    this.served = served;
    this.listed = undefined;
    const retired = Promise.allSettled([...this.running.values(), this.parts.offerCalls.ended()]).then(() =>
      stopRuntimes(gone),
    );
    this.retiring.add(retired);
    void retired.finally(() => this.retiring.delete(retired));
    for (const listener of this.listeners) listener();
    return retired;
  }

  /** Ends the calls under way and stops every plugin. Safe to call more than once. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    for (const call of this.running.keys()) call.cancel(serverStopping());
    this.parts.offerCalls.stop();
    await stopRuntimes(this.served.runtimes);
    await Promise.all(this.retiring);
    await this.parts.stopServices();
  }
}
