import { type FSWatcher, watch } from 'node:fs';

/** Editors write a file in several strokes, and a checkout writes many. */
const SETTLE_MS = 100;

/** Calls back when something in some folders has changed; what comes in one burst is one change. */
export class SourceWatch {
  private watchers: FSWatcher[] = [];
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private closed = false;

  /**
   * @param folders those to watch, each by itself: folders below come as folders of their own, and asked for anew after
   *   every change.
   */
  constructor(
    private readonly folders: () => Promise<readonly string[]>,
    private readonly changed: () => Promise<void>,
    private readonly report: (error: unknown) => void,
  ) {}

  async open(): Promise<void> {
    const before = this.watchers;
    this.watchers = [];
    for (const folder of await this.folders()) {
      if (this.closed) break;
      try {
        const watcher = watch(folder, { persistent: false }, () => this.soon());
        // A folder that is removed; the one above it tells of that.
        watcher.on('error', () => watcher.close());
        this.watchers.push(watcher);
      } catch (error) {
        this.report(error);
      }
    }
    for (const watcher of before) watcher.close();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    for (const watcher of this.watchers) watcher.close();
  }

  private soon(): void {
    clearTimeout(this.timer);
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.work = this.work.then(() => this.look()).catch(this.report);
    }, SETTLE_MS);
  }

  /** Watches anew first: what changes while the change is dealt with is then a change of its own. */
  private async look(): Promise<void> {
    if (this.closed) return;
    await this.open();
    await this.changed();
  }
}
