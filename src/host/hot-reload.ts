import type { HostConfig } from '../config/host-config.js';
import { type Fault, FaultError } from '../contracts/fault.js';
import type { Logger } from '../plugin-api/logger.js';
import { buildRuntimes } from './build-runtimes.js';
import type { BuiltParts, Makings } from './built-parts.js';
import { composeServed, type Served } from './compose-served.js';
import { faultsOf } from './faults-of.js';
import { findPluginFiles } from './find-plugin-files.js';
import { findSources, type PluginSource } from './find-sources.js';
import { type Gathered, refuseTakenNames } from './gather-plugins.js';
import type { Host } from './host.js';
import type { OneAtATime } from './one-at-a-time.js';
import { type Placement, placePlugin } from './place-plugin.js';
import type { PlacedSources } from './placed-sources.js';
import { PluginEdition } from './plugin-edition.js';
import { entryOf } from './plugin-entry.js';
import type { PluginRuntime } from './plugin-runtime.js';
import { hashPlugin, sourceFolders } from './plugin-sources.js';
import { SourceWatch } from './source-watch.js';
import { startAll } from './start-all.js';

/** What came of an edit of a plugin: with faults, the version before goes on serving. */
export interface Reload {
  /** Its name in the config or, found by a glob, its path. */
  plugin: string;
  /** Empty where the edit is served. */
  faults: readonly Fault[];
}

export interface HotReloadOptions {
  sources: PlacedSources;
  /** Nothing else is replaced while an edit is on its way in. */
  turns: OneAtATime;
  log: Logger;
  /** Hears of every edit. */
  reloaded: (reload: Reload) => void;
}

/** Swaps a plugin that was edited while the host serves. Bundled plugins don't change. */
export class HotReload {
  private watches: SourceWatch[] = [];
  private readonly hashes = new Map<string, string>();
  /** What the plugins at the places are called: one that a glob has found may be renamed. */
  private readonly names = new Map<string, string | undefined>();
  private gathered: Gathered;
  private served: Served;
  private makings: Makings;

  constructor(
    private readonly host: Host,
    { gathered, parts, makings }: BuiltParts,
    private readonly options: HotReloadOptions,
  ) {
    this.gathered = gathered;
    this.served = parts.served;
    this.makings = makings;
  }

  /** What is served now. */
  get placements(): readonly Placement[] {
    return this.gathered.placements;
  }

  /** Goes on with what another config has brought. */
  async adopt({ gathered, parts, makings }: BuiltParts): Promise<void> {
    this.close();
    this.watches = [];
    this.gathered = gathered;
    this.served = parts.served;
    this.makings = makings;
    await this.watch();
  }

  /** Watches every plugin that was found in a place of its own. */
  async watch(): Promise<void> {
    const { config, placing } = this.makings;
    const { log } = this.options;
    for (const source of (await findSources(config, placing.baseFolder)).sources) {
      const { title } = source;
      let { files } = source;
      const find = async () => {
        files = await findPluginFiles(fromOf(source, config), placing.baseFolder);
        return files;
      };
      // What can't be found for now is looked for where it was.
      const folders = () => find().then(sourceFolders, () => sourceFolders(files));
      const report = (error: unknown) => log.error(`${title} can't be watched.`, { error });
      const watch = new SourceWatch(folders, () => this.changed(source, find), report);
      const placed = this.hashes.get(title) ?? this.options.sources.hashOf(source);
      this.hashes.set(title, placed ?? (await hashPlugin(files)));
      this.names.set(title, this.nameOf(source));
      this.watches.push(watch);
      await watch.open();
      // It may have been edited since it was placed.
      void this.changed(source, find);
    }
  }

  close(): void {
    for (const watch of this.watches) watch.close();
  }

  private changed(source: PluginSource, find: () => Promise<PluginSource['files']>): Promise<void> {
    return this.options.turns.run(() => this.look(source, find));
  }

  private async look(source: PluginSource, find: () => Promise<PluginSource['files']>): Promise<void> {
    const { log, reloaded } = this.options;
    const { title: plugin } = source;
    const hash = await find().then(hashPlugin, () => 'gone');
    if (hash === this.hashes.get(plugin)) return;
    this.hashes.set(plugin, hash);
    try {
      await this.swap({ ...source, files: await find() }, hash);
      log.info(`${plugin} was edited and is served anew.`);
      reloaded({ plugin, faults: [] });
    } catch (error) {
      const faults = faultsOf(error, plugin);
      for (const { message, plugin: _, ...facts } of faults)
        log.error(`${plugin} was edited and can't be served anew: ${message}`, facts);
      reloaded({ plugin, faults });
    }
  }

  private async swap(source: PluginSource, hash: string): Promise<void> {
    const { config, placing, services, buildSteps, buildOffers } = this.makings;
    const { sources } = this.options;
    const number = sources.numbers.take();
    let placement: Placement | undefined;
    try {
      placement = await placePlugin(source, { ...placing, edition: new PluginEdition(number) });
      const { name } = placement.plugin;
      const before = this.names.get(source.title) ?? name;
      const gathered = withPlacement(this.gathered, placement, [before, source.title]);
      const kept = unaffected(this.served.runtimes, gathered.placements, [name, before]);
      const startable = await buildRuntimes(gathered, config, services, kept);
      const served = await composeServed(startable.runtimes, {
        config,
        buildSteps,
        buildOffers,
        faults: startable.faults,
      });
      const broken = served.faults.filter(({ plugin }) => plugin === name || this.serves(plugin));
      if (broken.length > 0) throw new FaultError(broken);

      await startAll(served.runtimes.filter((runtime) => kept.get(runtime.plugin.name) !== runtime));
      const gone = this.gathered.placements.filter((each) => !gathered.placements.includes(each));
      this.gathered = gathered;
      this.served = served;
      this.names.set(source.title, name);
      sources.keep(source, hash, placement);
      void this.host.replace(served).then(() => this.letGo(gone));
    } catch (error) {
      sources.forget(number, placement, this.gathered.placements);
      throw error;
    }
  }

  /** Not while another edit is on its way in: it may be built of the same classes. */
  private letGo(gone: readonly Placement[]): void {
    const { sources, turns } = this.options;
    void turns.run(() => {
      for (const each of gone)
        sources.forget(each.plugin.edition?.number ?? 0, each, this.gathered.placements);
    });
  }

  private nameOf({ name, files }: PluginSource): string | undefined {
    const isIt = ({ plugin }: Placement) => plugin.folder === files.folder && plugin.file === files.file;
    return name ?? this.gathered.placements.find(isIt)?.plugin.name;
  }

  private serves(plugin: string | undefined): boolean {
    return this.served.runtimes.some((runtime) => runtime.plugin.name === plugin);
  }
}

/** What the config says of a place. */
const fromOf = ({ name, title }: PluginSource, config: HostConfig): string =>
  name === undefined ? title : entryOf(config, name).from!;

/** @param before what the plugin was called until now, in the config and by itself. */
function withPlacement(
  { placements, faults }: Gathered,
  placement: Placement,
  before: readonly string[],
): Gathered {
  const others = placements.filter(({ plugin }) => !before.includes(plugin.name));
  refuseTakenNames(placement.plugin, others);
  const replaced = placements.map((each) => (before.includes(each.plugin.name) ? placement : each));
  return {
    placements: replaced.includes(placement) ? replaced : [...replaced, placement],
    faults: faults.filter(({ plugin = '' }) => !before.includes(plugin)),
  };
}

/** The runtimes that go on as they are: not the plugin's own, nor of those that need it. */
function unaffected(
  runtimes: readonly PluginRuntime[],
  placements: readonly Placement[],
  changed: readonly string[],
): Map<string, PluginRuntime> {
  const affected = new Set(changed);
  for (let before = 0; before < affected.size; ) {
    before = affected.size;
    for (const { plugin } of placements)
      if (plugin.needs?.some((each) => affected.has(each))) affected.add(plugin.name);
  }
  return new Map(
    runtimes.filter(({ plugin }) => !affected.has(plugin.name)).map((each) => [each.plugin.name, each]),
  );
}
