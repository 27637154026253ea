import type { LoadedConfig } from '../../config/load-config.js';
import { type Fault, FaultError, fault } from '../../contracts/fault.js';
import type { HttpFace } from '../../contracts/http-face.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { BuiltParts } from '../built-parts.js';
import { faultsOf } from '../faults-of.js';
import type { Host } from '../host.js';
import { stopParts } from '../host-parts.js';
import type { HotReload } from '../hot-reload.js';
import type { OneAtATime } from '../one-at-a-time.js';
import type { Placement } from '../place-plugin.js';
import type { PlacedSources } from '../placed-sources.js';
import type { PluginRuntime } from '../plugin-runtime.js';
import { startAll } from '../start-all.js';
import { type ConfigChange, changedSections, changedTools, refusedFor } from './config-change.js';
import { keepOpened } from './kept-settings.js';

export interface ConfigReloadOptions {
  read(): Promise<LoadedConfig>;
  build(loaded: LoadedConfig): Promise<BuiltParts>;
  turns: OneAtATime;
  sources: PlacedSources;
  /** Where plugins may be edited as well. */
  hot: HotReload | undefined;
}

/** Puts what another config asks for in the place of all that is served, as one; or nothing, where anything of it is wrong. */
export class ConfigReload {
  private waiting: Promise<ConfigChange> | undefined;

  constructor(
    private readonly host: Host,
    private loaded: LoadedConfig,
    private built: BuiltParts,
    private readonly options: ConfigReloadOptions,
  ) {}

  /** Reads the config and takes it up. One that waits for its turn serves all who ask meanwhile. */
  reload(): Promise<ConfigChange> {
    this.waiting ??= this.options.turns.run(() => {
      this.waiting = undefined;
      return this.take();
    });
    return this.waiting;
  }

  private async take(): Promise<ConfigChange> {
    try {
      const change = await this.replace(await this.options.read());
      this.host.refuse([]);
      this.log.info('The config was taken up anew.', { ...change });
      return change;
    } catch (error) {
      const faults = error instanceof FaultError ? error.faults : [unforeseen(error)];
      this.host.refuse(faults);
      for (const { message, ...facts } of faults)
        this.log.error(`The config was changed and is not taken up: ${message}`, facts);
      return refusedFor(faults);
    }
  }

  private async replace(next: LoadedConfig): Promise<ConfigChange> {
    const { host, placements: before } = this;
    const { loaded, kept } = keepOpened(this.loaded, next);
    const built = await this.options.build(loaded);
    const { parts, gathered } = built;
    try {
      refuseOpening(host.http, parts.http);
      refuseNewFaults(host.serving.faults, parts.served.faults);
      await startLive(parts.served.runtimes, host.serving.runtimes);
    } catch (error) {
      await stopParts(parts, parts.served);
      this.options.sources.letGo(gathered.placements, before);
      throw error;
    }
    const tools = host.tools;
    const sections = changedSections(this.loaded, loaded);
    // Of the same tools, a client may be admitted to others.
    const retired = host.replaceParts(parts, sections.includes('server'));
    this.loaded = loaded;
    this.built = built;
    this.letGo(before, retired);
    await this.options.hot?.adopt(built);
    return { faults: [], tools: changedTools(tools, host.tools), sections, kept };
  }

  /** Not while another one is on its way in: it may be built of the same classes. */
  private letGo(gone: readonly Placement[], retired: Promise<void>): void {
    const { turns, sources } = this.options;
    const report = (error: unknown) => this.log.error('What was replaced did not stop cleanly.', { error });
    void retired.catch(report).then(() => turns.run(() => sources.letGo(gone, this.placements)));
  }

  private get placements(): readonly Placement[] {
    return this.options.hot?.placements ?? this.built.gathered.placements;
  }

  private get log(): Logger {
    return this.built.makings.services.loggerFor('host');
  }
}

/** Whether a server may listen where it does without asking who comes was looked at when it started. */
function refuseOpening(before: HttpFace, after: HttpFace): void {
  if (before.authenticate === undefined || after.authenticate !== undefined) return;
  throw fault(
    'CONFIG_NOT_TAKEN_UP',
    'It names no clients and no issuer any more, so that anybody could come.',
    'Name some, or restart the server.',
  );
}

/** What kept a plugin out before keeps no config out. */
function refuseNewFaults(before: readonly Fault[], after: readonly Fault[]): void {
  const isOld = ({ code, plugin, message }: Fault) =>
    before.some((each) => each.code === code && each.plugin === plugin && each.message === message);
  const faults = after.filter((each) => !isOld(each));
  if (faults.length > 0) throw new FaultError(faults);
}

/** What could be called at once goes on so, and what can't start any more never serves. */
async function startLive(next: readonly PluginRuntime[], before: readonly PluginRuntime[]): Promise<void> {
  const live = new Set(before.filter((each) => each.isLive).map(({ plugin }) => plugin.name));
  for (const runtime of next.filter(({ plugin }) => live.has(plugin.name))) {
    try {
      await startAll([runtime]);
    } catch (error) {
      throw new FaultError(faultsOf(error, runtime.plugin.name), error);
    }
  }
}

const unforeseen = (error: unknown): Fault => ({
  code: 'CONFIG_NOT_TAKEN_UP',
  message: `The config can't be taken up: ${error instanceof Error ? error.message : String(error)}`,
  hint: 'What held before goes on. Save the file again, or restart the server.',
});
