import { basename, dirname } from 'node:path';
import type { KeepSection } from '../../config/sections/keep-section.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { MadeFile, MadeFiles } from './made-files.js';

/** Links in results are good for that long, in every process. */
const SURELY_KEPT_MS = 60 * 60 * 1000;
const EVERY_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const MB = 1_000_000;

export interface RetentionOptions {
  log: Logger;
  /** ms since 1970. */
  now(): number;
  /** Called when files were cleared. */
  cleared(): void;
}

/** Clears what tools made, by age and by total size, the oldest first; never what somebody else has put there or changed. */
export class Retention {
  /** Made by calls that are still under way. */
  private readonly inUse = new Set<string>();
  private running: Promise<void> | undefined;
  private isWanted = false;
  private clock: NodeJS.Timeout | undefined;

  constructor(
    private readonly made: Pick<MadeFiles, 'list' | 'remove'>,
    private readonly keep: KeepSection,
    private readonly options: RetentionOptions,
  ) {}

  /** Looks now, and every hour. */
  start(): void {
    if (!this.isLimited || this.clock !== undefined) return;
    this.clock = setInterval(() => this.look(), EVERY_MS).unref();
    this.look();
  }

  /** Keeps a file at least until what it returns is called. */
  hold(path: string): () => void {
    this.inUse.add(path);
    return () => this.inUse.delete(path);
  }

  /** Clears what is too much by now, in the background: one look at a time, and one more for all that asked meanwhile. */
  look(): void {
    if (!this.isLimited) return;
    this.isWanted = true;
    this.running ??= this.lookWhileWanted().finally(() => {
      this.running = undefined;
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.clock);
    this.isWanted = false;
    await this.running;
  }

  private get isLimited(): boolean {
    return this.keep.maxAgeDays !== undefined || this.keep.maxTotalMB !== undefined;
  }

  private async lookWhileWanted(): Promise<void> {
    while (this.isWanted) {
      this.isWanted = false;
      await this.clear().catch((error: unknown) =>
        this.options.log.warn('What tools made could not be cleared', { error: String(error) }),
      );
    }
  }

  private async clear(): Promise<void> {
    const files = await this.made.list();
    const removed: MadeFile[] = [];
    for (const file of this.superfluous(files)) {
      const isRemoved = await this.made.remove(file).catch((error: unknown) => {
        this.options.log.warn('A file that a tool made could not be cleared', { error: String(error) });
        return false;
      });
      if (isRemoved) removed.push(file);
    }
    if (removed.length === 0) return;
    const bytes = removed.reduce((sum, { size }) => sum + size, 0);
    const names = removed.map(({ path }) => basename(path));
    this.options.log.info(`Cleared ${removed.length} files that tools had made`, { bytes, names });
    this.options.cleared();
  }

  /** Oldest first, as they come. */
  private superfluous(files: readonly MadeFile[]): MadeFile[] {
    const { maxAgeDays = Number.POSITIVE_INFINITY, maxTotalMB = Number.POSITIVE_INFINITY } = this.keep;
    const now = this.options.now();
    // What one owner makes takes nothing away from another.
    const totals = new Map<string, number>();
    for (const { path, size } of files) totals.set(dirname(path), (totals.get(dirname(path)) ?? 0) + size);
    return files.filter(({ path, size, madeAt }) => {
      const age = now - madeAt;
      const total = totals.get(dirname(path)) ?? 0;
      if (age < SURELY_KEPT_MS || this.inUse.has(path)) return false;
      if (age <= maxAgeDays * DAY_MS && total <= maxTotalMB * MB) return false;
      totals.set(dirname(path), total - size);
      return true;
    });
  }
}
