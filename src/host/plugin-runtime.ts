import { FaultError, fault } from '../contracts/fault.js';
import type { ServiceSource } from '../contracts/service-source.js';
import type { StepOfCall } from '../plugin-api/call-step.js';
import { ownerOf } from '../plugin-api/contract.js';
import type { Logger } from '../plugin-api/logger.js';
import type { Lifecycle } from '../plugin-api/service.js';
import { ToolError } from '../plugin-api/tool-error.js';
import type {
  CataloguePrompt,
  CatalogueResource,
  CatalogueStep,
  CatalogueTool,
  PlacedPlugin,
} from './catalogue.js';
import {
  buildLive,
  type LivePlugin,
  type LivePrompt,
  type LiveResource,
  type LiveTool,
} from './live-plugin.js';
import { hintOn } from './load-hints.js';
import { importPlugin, offeredClasses, type PluginCode } from './plugin-code.js';
import { withTimeLimit } from './time-limit.js';

export interface RuntimeOptions {
  settings: Record<string, unknown>;
  services: ServiceSource;
  /** The plugins that it needs: started before it. */
  needs: readonly PluginRuntime[];
  logger: Logger;
  timeoutSeconds: number;
  /** The code, where it is in memory already. */
  code?: PluginCode;
}

/** A plugin's code: imported, built and started at its first call; stopped when the host stops. */
export class PluginRuntime {
  private live: Promise<LivePlugin> | undefined;
  private readonly started: Lifecycle[] = [];

  constructor(
    readonly plugin: PlacedPlugin,
    private readonly options: RuntimeOptions,
  ) {}

  async tool(tool: CatalogueTool): Promise<LiveTool> {
    return (await this.running()).tools.get(tool.name) ?? this.gone(tool);
  }

  async step(step: CatalogueStep): Promise<StepOfCall> {
    return (await this.running()).steps.get(step.name) ?? this.gone(step);
  }

  async prompt(prompt: CataloguePrompt): Promise<LivePrompt> {
    return (await this.running()).prompts.get(prompt.name) ?? this.gone(prompt);
  }

  async resource(resource: CatalogueResource): Promise<LiveResource> {
    return (await this.running()).resources.get(resource.uri) ?? this.gone(resource);
  }

  /** The service behind a contract that it exports: lent, since it alone starts and stops it. */
  async exported(contract: string): Promise<object> {
    const service = (await this.running()).exported.get(contract);
    if (service === undefined)
      throw fault('SERVICE_UNKNOWN', `${this.plugin.name} does not export ${contract}.`);
    return service;
  }

  /** Whether it was called so far. */
  get isLive(): boolean {
    return this.live !== undefined;
  }

  /** Imports, builds and starts it, unless that has been done. */
  running(): Promise<LivePlugin> {
    this.live ??= this.start().catch(async (error) => {
      await this.stopServices();
      this.live = undefined;
      throw this.unusable(error);
    });
    return this.live;
  }

  /** Stops its services, last started first; one that throws doesn't keep the others from stopping. */
  async stop(): Promise<void> {
    await this.live?.catch(() => undefined);
    await this.stopServices();
  }

  private gone({ file, name }: { file: string; name: string }): never {
    throw this.unusable(new Error(`${file} no longer exports ${name}.`));
  }

  private async stopServices(): Promise<void> {
    for (const service of this.started.splice(0).reverse()) {
      try {
        await withTimeLimit(
          Promise.resolve(service.stop?.()),
          this.options.timeoutSeconds,
          () => new Error(`It did not stop within ${this.options.timeoutSeconds} s.`),
        );
      } catch (error) {
        this.options.logger.error(`${service.constructor.name} did not stop cleanly.`, { error });
      }
    }
  }

  private async start(): Promise<LivePlugin> {
    const { plugin, options } = this;
    for (const needed of options.needs) await this.startNeeded(needed);
    const toolFiles = offersOf(plugin)
      .map((offer) => offer.file)
      .filter((file) => file !== plugin.file);
    const files = { ...plugin, toolFiles: [...new Set(toolFiles)] };
    const code = options.code ?? (await importPlugin(files, options.timeoutSeconds));
    const { fillContainer, startOrder } = await import('./plugin-container.js');
    const container = await fillContainer(
      code.definition,
      offeredClasses(code),
      await this.settings(code),
      (contract, name) => this.provide(contract, name),
    );
    for (const service of startOrder(code.definition)) {
      await this.startService(container.resolve(service as never));
    }
    return buildLive(code, container);
  }

  private async startNeeded(needed: PluginRuntime): Promise<void> {
    try {
      await needed.running();
    } catch (error) {
      const { name } = needed.plugin;
      const message = `It needs the plugin ${name}, which failed to load or start.`;
      throw new FaultError([{ code: 'PLUGIN_NEEDS_FAILED', message, hint: `Mend ${name} first.` }], error);
    }
  }

  private provide(contract: string, plugin: string): ReturnType<ServiceSource> {
    const owner = ownerOf(contract);
    if (owner === undefined) return this.options.services(contract, plugin);
    return this.options.needs.find((needed) => needed.plugin.name === owner)?.exported(contract);
  }

  private async settings(code: PluginCode): Promise<object | undefined> {
    if (code.definition.settings === undefined) return undefined;
    const { hydrate } = await import('../schema/hydrate.js');
    return hydrate(code.definition.settings, this.options.settings);
  }

  private async startService(service: Lifecycle): Promise<void> {
    const { timeoutSeconds } = this.options;
    this.started.push(service);
    await withTimeLimit(Promise.resolve(service.start?.()), timeoutSeconds, () =>
      fault(
        'PLUGIN_START_TIMEOUT',
        `${service.constructor.name} did not start within ${timeoutSeconds} s.`,
        'Let `start()` begin what takes long, and wait for it in the call.',
      ),
    );
  }

  /** What went wrong goes to the log in full; the model learns only which plugin can't be used. */
  private unusable(error: unknown): ToolError {
    if (ToolError.is(error)) return error;
    const faults = error instanceof FaultError ? error.faults : undefined;
    const hint = error instanceof Error ? hintOn(error.message) : undefined;
    this.options.logger.error(
      `The plugin ${this.plugin.name} can't be used.`,
      faults ? { faults } : { error, ...(hint && { hint }) },
    );
    return new ToolError(
      'PLUGIN_FAILED',
      `The plugin ${this.plugin.name} can't be used: it failed to load or start.`,
      'The operator finds the reason in the server log, or with `openai-mcp-host check`.',
      { cause: error },
    );
  }
}

const offersOf = ({ tools, prompts, resources, steps = [] }: PlacedPlugin): readonly { file: string }[] => [
  ...tools,
  ...steps,
  ...prompts,
  ...resources,
];
