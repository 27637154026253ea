import type { Fault } from '../contracts/fault.js';
import { serverStopping } from '../contracts/server-stopping.js';
import type { ToolError } from '../plugin-api/tool-error.js';
import type { CatalogueTool } from './catalogue.js';
import { HostCall, QuestionAsked } from './host-call.js';
import type { CallRequest, CallResult, CallStep, Passage } from './passage.js';
import type { PluginRuntime } from './plugin-runtime.js';
import type { ServedTool } from './served-tool.js';

/** How a call ended: with a result, or with a question to the person that must be answered before it can be run again. */
export type CallOutcome = { result: CallResult; failure?: ToolError } | { question: string };

/** A tool that is served, and whose it is. */
export interface ListedTool extends CatalogueTool {
  plugin: string;
}

/** What a host is made of; `createHost` puts it together. */
export interface HostParts {
  name: string;
  version: string;
  instructions: string;
  tools: ReadonlyMap<string, ServedTool>;
  /** The steps of every call, outermost first. */
  steps: readonly CallStep[];
  /** In the order in which they are stopped. */
  runtimes: readonly PluginRuntime[];
  /** What kept plugins from being served. */
  faults: readonly Fault[];
  stopServices(): Promise<void>;
}

/** The running catalogue: knows which tools are served and takes every call through the same steps. */
export class Host {
  /** The tools that are served, in the order in which they are listed. */
  readonly tools: readonly ListedTool[];
  private readonly running = new Set<HostCall>();
  private stopping: Promise<void> | undefined;

  constructor(private readonly parts: HostParts) {
    this.tools = [...parts.tools.values()].map(({ tool, runtime }) => ({
      ...tool,
      plugin: runtime.plugin.name,
    }));
  }

  get name(): string {
    return this.parts.name;
  }

  get version(): string {
    return this.parts.version;
  }

  /** Routes a model to the right tool; part of what the server says of itself. */
  get instructions(): string {
    return this.parts.instructions;
  }

  get faults(): readonly Fault[] {
    return this.parts.faults;
  }

  async call(request: CallRequest): Promise<CallOutcome> {
    const plugin = this.parts.tools.get(request.tool)?.runtime.plugin.name ?? '';
    const call = new HostCall(request, plugin, request.tool);
    const passage: Passage = { request, call };
    if (this.stopping !== undefined) call.cancel(serverStopping());
    this.running.add(call);
    try {
      await this.walk(passage, 0);
      return {
        result: passage.result!,
        ...(passage.failure === undefined ? {} : { failure: passage.failure }),
      };
    } catch (error) {
      if (error instanceof QuestionAsked) return { question: error.question };
      throw error;
    } finally {
      this.running.delete(call);
      call.release();
    }
  }

  /** Ends the calls under way and stops every plugin. Safe to call more than once. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    for (const call of this.running) call.cancel(serverStopping());
    for (const runtime of this.parts.runtimes) await runtime.stop();
    await this.parts.stopServices();
  }

  private walk(passage: Passage, index: number): Promise<void> {
    const step = this.parts.steps[index];
    return step === undefined ? Promise.resolve() : step.pass(passage, () => this.walk(passage, index + 1));
  }
}
