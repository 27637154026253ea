import { basename, dirname, relative, sep } from 'node:path';
import type { ProducedFileTable } from '../../storage/replica-tables.js';
import type { MadeFile } from './made-files.js';
import { keyOf, type ProducedBucketParts } from './produced-bucket.js';

const EVERY_MS = 60 * 60 * 1000;
/** Whoever wrote it, or was clearing it, is gone. */
const SURELY_DEAD_MS = 24 * 60 * 60 * 1000;

/** Takes files out of the object store, each by one server alone; and what servers left behind that died. */
export class BucketTidying {
  private clock: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ProducedBucketParts) {}

  start(): void {
    this.clock = setInterval(() => this.look(), EVERY_MS).unref();
    this.look();
  }

  async stop(): Promise<void> {
    clearInterval(this.clock);
    await this.running;
  }

  /** Those that may be seen, the oldest first. */
  async list(): Promise<MadeFile[]> {
    const rows = await (await this.parts.rows()).all();
    return rows
      .filter(({ state }) => state === 'kept')
      .map(({ shelf, name, size, at }) => ({
        path: this.parts.copies.pathOf(shelf, name),
        size,
        madeAt: at,
      }));
  }

  /** False: another server has. */
  async remove({ path }: Pick<MadeFile, 'path'>): Promise<boolean> {
    const shelf = relative(this.parts.copies.pathOf(''), dirname(path)).split(sep).join('/');
    const place = { shelf, name: basename(path) };
    if (!(await (await this.parts.rows()).beginLeaving(place))) return false;
    await this.takeOut(place);
    return true;
  }

  private async takeOut({ shelf, name }: Pick<ProducedFileTable, 'shelf' | 'name'>): Promise<void> {
    const { copies, store, rows } = this.parts;
    await copies.remove(copies.pathOf(shelf, name)).catch(() => {});
    await store.remove(keyOf(shelf, name));
    await (await rows()).remove({ shelf, name });
  }

  private look(): void {
    this.running = this.tidy().catch((error: unknown) =>
      this.parts.log.warn('The object store could not be tidied.', { error: String(error) }),
    );
  }

  private async tidy(): Promise<void> {
    await this.parts.copies.clear();
    const rows = await (await this.parts.rows()).all();
    const now = this.parts.now();
    for (const row of rows)
      if (row.state !== 'kept' && now - row.at > SURELY_DEAD_MS) await this.takeOut(row);
  }
}
