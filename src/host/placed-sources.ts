import type { Buildable } from '../plugin-api/plugin.js';
import type { DecoratedClasses } from './decorated-classes.js';
import { EditionNumbers } from './edition-numbers.js';
import type { PluginSource } from './find-sources.js';
import { type Placement, type PlacingOptions, placePlugin } from './place-plugin.js';
import { offeredClasses } from './plugin-code.js';
import { PluginEdition } from './plugin-edition.js';
import { editionOf, inPlugin } from './plugin-hooks.js';
import { hashPlugin } from './plugin-sources.js';

interface Placed {
  hash: string;
  placement: Placement | undefined;
}

/**
 * The plugins that this process has placed so far. Node keeps a module as it first was, so one that stands otherwise in its
 * place by now is evaluated as an edition of its own, and one that stands there as it did is not placed again.
 */
export class PlacedSources {
  readonly numbers = new EditionNumbers();
  private readonly byPlace = new Map<string, Placed>();

  private readonly isWatched: boolean;

  /** @param classes where every edit is followed; left out, classes are from the first edition on. */
  constructor(private classes?: DecoratedClasses) {
    this.isWatched = classes !== undefined;
  }

  /** @throws FaultError when it can't be served. */
  async place(source: PluginSource, options: PlacingOptions): Promise<Placement> {
    const place = placeOf(source);
    const before = this.byPlace.get(place);
    // Its edits come by another way then, and may have been refused.
    if (this.isWatched && before?.placement !== undefined) return before.placement;
    const hash = await hashPlugin(source.files);
    if (before?.hash === hash && before.placement !== undefined) return before.placement;
    const placed: Placed = { hash, placement: undefined };
    this.byPlace.set(place, before ?? placed);
    placed.placement =
      before === undefined ? await placePlugin(source, options) : await this.anew(source, options);
    this.byPlace.set(place, placed);
    return placed.placement;
  }

  /** Of the files as they were placed, or refused. */
  hashOf(source: PluginSource): string | undefined {
    return this.byPlace.get(placeOf(source))?.hash;
  }

  /** What stands in a place from now on. */
  keep(source: PluginSource, hash: string, placement: Placement): void {
    this.byPlace.set(placeOf(source), { hash, placement });
  }

  /**
   * Takes what is served no longer out of the memory of the libraries.
   *
   * @param number of an edition that is not served, or not any more; 0 for what Node has imported.
   */
  forget(number: number, gone: Placement | undefined, placements: readonly Placement[]): void {
    const served = new Set(placements.flatMap(builtClasses));
    const built = gone === undefined ? [] : builtClasses(gone);
    const unserved = built.filter((each) => !served.has(each));
    // The first edition is shared by the plugins of a folder that are one file each.
    const isServed = (url: string) =>
      placements.some(({ plugin }) => plugin.edition === undefined && url.startsWith(plugin.folder));
    const isGone = (url: string) =>
      number > 0
        ? editionOf(url) === number
        : editionOf(url) === 0 && url.startsWith(gone!.plugin.folder) && !isServed(url);
    this.classes?.forget(isGone, unserved);
    if (number > 0) this.numbers.release(number);
  }

  /** Those of a set that are no longer in another are let go of, unless Node keeps them anyway. */
  letGo(gone: readonly Placement[], placements: readonly Placement[]): void {
    for (const each of gone) {
      const { edition } = each.plugin;
      if (placements.includes(each) || (edition === undefined && !this.isWatched)) continue;
      for (const [place, { placement, hash }] of this.byPlace)
        if (placement === each) this.byPlace.set(place, { hash, placement: undefined });
      this.forget(edition?.number ?? 0, each, placements);
    }
  }

  private async anew(source: PluginSource, options: PlacingOptions): Promise<Placement> {
    if (this.classes === undefined) {
      const { DecoratedClasses } = await import('./decorated-classes.js');
      this.classes = await DecoratedClasses.follow(inPlugin);
    }
    const number = this.numbers.take();
    try {
      return await placePlugin(source, { ...options, edition: new PluginEdition(number) });
    } catch (error) {
      this.forget(number, undefined, []);
      throw error;
    }
  }
}

const placeOf = ({ name = '', files: { folder, file } }: PluginSource) => `${name} ${folder}${file}`;

/** What a plugin's container makes. */
const builtClasses = ({ code }: Placement): Buildable[] =>
  code === undefined ? [] : [...(code.definition.services ?? []), ...offeredClasses(code)];
