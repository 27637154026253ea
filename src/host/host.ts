import { isDeepStrictEqual } from 'node:util';
import type { Access } from '../contracts/access.js';
import { DryRun } from '../contracts/dry-run.js';
import type { Fault } from '../contracts/fault.js';
import type { HttpFace } from '../contracts/http-face.js';
import type { Observer } from '../contracts/observer.js';
import type { CallEstimate } from '../plugin-api/estimates.js';
import type { LogLevel } from '../plugin-api/tool-call.js';
import { LongCalls } from './background/long-calls.js';
import type { CallOutcome } from './call-outcome.js';
import { CallsUnderWay } from './calls-under-way.js';
import type { Served } from './compose-served.js';
import { AGREEABLE, estimateOf, refuseUnheld } from './dry-run-call.js';
import { HostCall } from './host-call.js';
import { type HostParts, stopAll, stopParts } from './host-parts.js';
import { hostState } from './host-state.js';
import { instructionsOf } from './instructions.js';
import { type ListedTool, listedTools } from './listed-tools.js';
import { Listeners } from './listeners.js';
import type { Notice } from './notice.js';
import type { Prompts } from './offers/prompts.js';
import type { Resources } from './offers/resources.js';
import type { CallRequest, Passage } from './passage.js';
import { Retirements } from './retirements.js';
import { servedTo } from './steps/find.js';

/** The running catalogue: knows which tools are served and takes every call through the same steps. */
export class Host {
  readonly calls = new CallsUnderWay();
  private readonly changed = new Listeners();
  private readonly noticed = new Listeners<[Notice]>();
  private readonly retirements = new Retirements();
  /** Those that were replaced, while calls of theirs are under way. */
  private readonly retiring = new Set<HostParts>();
  /** Calls that go on in the background. */
  readonly longCalls: LongCalls;
  private served: Served;
  /** Why the config that is there now is not the one that holds. */
  private refused: readonly Fault[] = [];
  private stopping: Promise<void> | undefined;

  /** @param afterwards closes what all parts have in common, once the last of them have stopped. */
  constructor(
    private parts: HostParts,
    private readonly afterwards: () => Promise<void> = async () => {},
  ) {
    this.served = parts.served;
    this.longCalls = new LongCalls(() => this.parts.longCalls, {
      find: (tool, access) => servedTo(access, tool, this.served.tools),
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
    return this.parts.changes !== 'never';
  }

  /** Whether plugins are being edited. */
  get changesOften(): boolean {
    return this.parts.changes === 'with-edits';
  }

  /** Routes a model to the right tool; part of what the server says of itself. */
  instructionsFor(access: Access | undefined): string {
    return instructionsOf(this.served.tools, access);
  }

  /** What a server of HTTP has to know and to answer beside MCP. */
  get http(): HttpFace {
    return this.parts.http;
  }

  /** What follows from the plugins that are served now. */
  get serving(): Served {
    return this.served;
  }

  /** What keeps plugins from being served, and what is wrong with a config that was changed since and is not served. */
  get faults(): readonly Fault[] {
    return [...this.refused, ...this.served.faults];
  }

  /** What goes on at this moment. */
  get state() {
    return hostState(this, this.calls, this.refused);
  }

  /** States what is wrong with the config as it is now, while the one before holds; nothing, once it holds itself. */
  refuse(faults: readonly Fault[]): void {
    this.refused = faults;
  }

  /** The tools that are served, in the order in which they are listed. */
  get tools(): readonly ListedTool[] {
    return listedTools(this.served.tools);
  }

  /** Those of one client; undefined: of any on this machine. */
  toolsFor(access: Access | undefined): readonly ListedTool[] {
    return access === undefined ? this.tools : this.tools.filter((tool) => access.admits(tool));
  }

  /** Calls back after every change of {@link tools}, until the returned function is called. */
  onChange(listener: () => void): () => void {
    return this.changed.add(listener);
  }

  /** Whether clients may get log messages: from a plugin that says so, or from the host itself. */
  get logs(): boolean {
    return (
      this.changesOften ||
      this.parts.notifies === true ||
      this.served.runtimes.some(({ plugin }) => plugin.logs === true)
    );
  }

  /**
   * Sends a log message to every client, outside of any call. One of the older era gets it at once; one of the newer
   * era, where no message comes unasked, with a call of its that is under way and wants messages of this level.
   */
  notify(level: LogLevel, logger: string, data: string | object, concerns?: Notice['concerns']): void {
    this.noticed.tell({ level, logger, data, ...(concerns && { concerns }) });
  }

  /** Calls back with everything that clients are {@link notify notified} of, until the returned function is called. */
  onNotice(follower: (notice: Notice) => void): () => void {
    return this.noticed.add(follower);
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
    if (request.waits !== true && this.longCalls.takes(request)) return this.longCalls.call(request);
    return this.walk(this.passageOf(request));
  }

  /**
   * What a call would cost: it is run up to what it would pay for or change.
   *
   * @throws ToolError what the call itself would fail with; `DRY_RUN_REFUSED`.
   */
  async estimate(request: Omit<CallRequest, 'respondent'>): Promise<CallEstimate> {
    refuseUnheld(servedTo(request.access, request.tool, this.served.tools));
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

  private walk(passage: Passage): Promise<CallOutcome> {
    return this.calls.walk(passage, this.served, this.parts.watchCall);
  }

  /**
   * Serves something else from now on: calls under way end as they began.
   *
   * @returns what settles when the plugins that are no longer served have stopped.
   */
  replace(served: Served): Promise<void> {
    const { runtimes } = this.served;
    if (this.stopping !== undefined)
      return stopAll(served.runtimes.filter((runtime) => !runtimes.includes(runtime)));
    const gone = runtimes.filter((runtime) => !served.runtimes.includes(runtime));
    this.served = served;
    this.changed.tell();
    return this.retirements.add([...this.calls.ends, this.parts.offerCalls.ended()], () => stopAll(gone));
  }

  /**
   * Is made of other parts from now on: calls under way end as they began, with the parts of then.
   *
   * @param mayBeSeenOtherwise whether clients may see other lists although the lists as a whole are the same.
   * @returns what settles when those have stopped.
   */
  replaceParts(parts: HostParts, mayBeSeenOtherwise: boolean): Promise<void> {
    if (this.stopping !== undefined) return stopParts(parts, parts.served);
    const { parts: before, served } = this;
    const underWay = [...this.calls.ends, before.offerCalls.ended()];
    const listsBefore = this.lists();
    this.parts = parts;
    this.served = parts.served;
    if (mayBeSeenOtherwise || !isDeepStrictEqual(listsBefore, this.lists())) this.changed.tell();
    this.retiring.add(before);
    const yielded = before.yieldServices().finally(() => parts.begin());
    return this.retirements.add([...underWay, yielded], async () => {
      await stopParts(before, served);
      this.retiring.delete(before);
    });
  }

  private readonly lists = (): unknown => [this.tools, this.prompts.listed, this.resources.listed];

  /** Ends the calls under way and stops every plugin. Safe to call more than once. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    this.calls.stop();
    for (const { offerCalls } of [this.parts, ...this.retiring]) offerCalls.stop();
    await stopAll(this.served.runtimes);
    await this.retirements.ended();
    await this.parts.stopServices();
    await this.afterwards();
  }
}
