import { randomUUID } from 'node:crypto';
import type { Logger } from '../../plugin-api/logger.js';
import { BatchStore } from '../../storage/batch-store.js';
import type { BatchFileTable, BatchTable } from '../../storage/batch-tables.js';
import type { LedgerSubject } from '../../storage/ledger.js';
import type { Storage } from '../../storage/storage.js';
import type { LinesEstimate } from './estimate-lines.js';

/** How a batch or a response in the background ended. */
export interface BatchEnd {
  endpoint: string;
  serviceTier: string | null;
  model: string | null;
  /** Nano-USD; null where it can't be told from what the batch reports. */
  cost: bigint | null;
  /** Whether that was added up request by request. */
  isExact?: boolean;
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  reasoningTokens: number;
}

/** What the end of a batch was booked at. */
export interface BookedEnd {
  /** Nano-USD; null where it is not known. */
  cost: bigint | null;
  /** Whether it is what was held, because the batch does not tell. */
  isHeld: boolean;
}

/**
 * Batches from the upload of their lines, and responses in the background, until they are seen to have ended; over all
 * processes on the database.
 */
export class Batches {
  constructor(
    private readonly storage: () => Promise<Storage>,
    private readonly log: Logger,
  ) {}

  /** What a file may cost as a batch; undefined where it is not known here. */
  async file(id: string): Promise<BatchFileTable | undefined> {
    return this.attempt('look up', async (store) => store.file(id));
  }

  async rememberFile(id: string, { most, reason, isExact }: LinesEstimate): Promise<void> {
    const row = { file_id: id, most, reason, exact: Number(isExact), at: Date.now() };
    await this.attempt('remember', (store) => store.rememberFile(row));
  }

  /**
   * @param fileId the lines of a batch; a response has none.
   * @param hold id of what the ledger holds for it; without one, nothing is held.
   */
  async start(
    id: string,
    subject: LedgerSubject,
    fileId: string | undefined,
    hold: string = randomUUID(),
  ): Promise<void> {
    const exact = await this.isExact(fileId);
    const row = { batch_id: id, hold_id: hold, exact, at: Date.now(), ...subject };
    await this.attempt('remember', (store) => store.start(row));
  }

  /** Writes down that a batch or a fine-tuning job is about to be asked for: its answer may be lost, and with it what is held for it. */
  async expect(
    mark: string,
    subject: LedgerSubject,
    fileId: string | undefined,
    hold: string,
  ): Promise<void> {
    const exact = await this.isExact(fileId);
    const row = { batch_id: '', hold_id: hold, exact, at: Date.now(), ...subject };
    await this.attempt('expect', async (store, { ledger }) => {
      const earlier = await store.expect(mark, row);
      // Whoever asks once more has seen that there is no such batch.
      if (earlier !== undefined) await ledger.release(earlier);
    });
  }

  /** Whether a sum of usage is enough to price it: 1, as it is stored. */
  private async isExact(fileId: string | undefined): Promise<number> {
    return fileId === undefined ? 1 : ((await this.file(fileId))?.exact ?? 0);
  }

  async forgetExpected(mark: string): Promise<void> {
    await this.attempt('forget', (store) => store.forgetExpected(mark));
  }

  /** @param ids the ids of batches by their marks. */
  async adopt(ids: ReadonlyMap<string, string>): Promise<void> {
    if (ids.size > 0) await this.attempt('adopt', (store) => store.adopt(ids));
  }

  /** Those of some batches that were started through this database and not seen to end. */
  async running(ids: readonly string[]): Promise<BatchTable[]> {
    if (ids.length === 0) return [];
    return (await this.attempt('look up', (store) => store.running(ids))) ?? [];
  }

  /** Books what a batch cost in place of its hold. Undefined where others have done so before, or the database can't be used. */
  settle({ batch_id, hold_id, exact, ...row }: BatchTable, end: BatchEnd): Promise<BookedEnd | undefined> {
    const { client, plugin, tool, call } = row;
    const model = end.model ?? row.model;
    const { cost, model: _, isExact, ...facts } = end;
    const known = exact === 1 || isExact || cost === 0n ? cost : null;
    return this.attempt('settle', async (store, { ledger }) => {
      await ledger.settle({
        id: hold_id,
        at: Date.now(),
        subject: { client, plugin, tool, model, call },
        requestedModel: row.model,
        ...facts,
        cost: known,
        basis: known === null ? 'held' : 'metered',
        status: 200,
        upstreamMs: 0,
        requestId: batch_id,
      });
      if (!(await store.end(batch_id))) return undefined;
      return { cost: await store.booked(hold_id), isHeld: known === null };
    });
  }

  /** A batch's hold stays as it is while the database can't be used: too much is held, never too little. */
  private async attempt<T>(
    what: string,
    work: (store: BatchStore, storage: Storage) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      const storage = await this.storage();
      return await work(new BatchStore(storage.db), storage);
    } catch (error) {
      this.log.warn(`A batch was not found in storage (${what})`, { error: String(error) });
      return undefined;
    }
  }
}
