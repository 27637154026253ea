import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { watchedPlaces } from './watched-places.js';

/** Editors write a file in several strokes. */
const SETTLE_MS = 150;
/** What is empty or gone may be about to be written. */
const REWRITE_MS = 600;
/** Files that never come to rest are taken as they are. */
const LONGEST_MS = 3000;

/** What files held when they were read; undefined where they could not be. */
export type FileTexts = ReadonlyMap<string, string | undefined>;

/** Calls back when files read otherwise than before, however they are saved; what comes in one burst is one change. */
export class ConfigWatch {
  private watchers: FSWatcher[] = [];
  private known: FileTexts = new Map();
  private timer: NodeJS.Timeout | undefined;
  private since: number | undefined;
  private closed = false;

  constructor(private readonly changed: () => void) {}

  /** Watches these files from now on, and no others. */
  follow(texts: FileTexts): void {
    this.known = texts;
    this.open();
    // While nobody watched.
    if (this.isOther(this.read())) this.soon();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.stopWatching();
  }

  private open(): void {
    this.stopWatching();
    if (this.closed) return;
    const places = new Map<string, Set<string>>();
    for (const file of this.known.keys())
      for (const [folder, names] of watchedPlaces(file))
        places.set(folder, new Set([...(places.get(folder) ?? []), ...names]));
    for (const [folder, names] of places) this.watchAt(folder, (name) => name === null || names.has(name));
    // A file that is mounted by itself tells of its changes, and its folder does not.
    for (const file of this.known.keys()) this.watchAt(file, () => true);
  }

  private watchAt(path: string, concerns: (name: string | null) => boolean): void {
    try {
      const watcher = watch(path, { persistent: false }, (_, name) => {
        if (concerns(name)) this.soon();
      });
      watcher.on('error', () => watcher.close());
      this.watchers.push(watcher);
    } catch {
      // It is not there: the folder in which it would be is watched.
    }
  }

  private stopWatching(): void {
    for (const watcher of this.watchers.splice(0)) watcher.close();
  }

  private soon(ms = SETTLE_MS): void {
    if (this.closed) return;
    this.since ??= Date.now();
    clearTimeout(this.timer);
    const rest = Math.max(0, this.since + LONGEST_MS - Date.now());
    this.timer = setTimeout(() => this.look(), Math.min(ms, rest)).unref();
  }

  private look(): void {
    // First, so that what changes from here on is a change of its own.
    this.open();
    const texts = this.read();
    const isBeingWritten = [...texts].some(([file, text]) => !text?.trim() && this.known.get(file)?.trim());
    if (isBeingWritten && Date.now() - this.since! < REWRITE_MS) {
      this.soon(REWRITE_MS);
      return;
    }
    this.since = undefined;
    if (!this.isOther(texts)) return;
    this.known = texts;
    this.changed();
  }

  private read(): Map<string, string | undefined> {
    return new Map([...this.known.keys()].map((file) => [file, textOf(file)]));
  }

  private isOther(texts: FileTexts): boolean {
    return [...texts].some(([file, text]) => text !== this.known.get(file));
  }
}

/** Of a file, as it is now; undefined where it can't be read. */
export function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
