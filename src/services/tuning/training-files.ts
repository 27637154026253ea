import type { Logger } from '../../plugin-api/logger.js';
import type { Storage } from '../../storage/storage.js';
import { TuningStore } from '../../storage/tuning-store.js';
import type { TuningFileTable } from '../../storage/tuning-tables.js';
import { countTraining } from './count-training.js';

/** What lies in the training files that were uploaded through any server on the database. */
export class TrainingFiles {
  constructor(
    private readonly storage: () => Promise<Storage>,
    private readonly log: Logger,
  ) {}

  /** Undefined where it was uploaded elsewhere, or the database can't be used. */
  async find(id: string): Promise<TuningFileTable | undefined> {
    return this.attempt('look up', (store) => store.file(id));
  }

  async remember(id: string, file: Blob): Promise<void> {
    const counted = await countTraining(file);
    await this.attempt('remember', (store) =>
      store.rememberFile({ file_id: id, ...counted, at: Date.now() }),
    );
  }

  /** Without the database a file is as unknown as one from elsewhere: a hard limit refuses its job. */
  private async attempt<T>(what: string, work: (store: TuningStore) => Promise<T>): Promise<T | undefined> {
    try {
      return await work(new TuningStore((await this.storage()).db));
    } catch (error) {
      this.log.warn(`A training file was not found in storage (${what})`, { error: String(error) });
      return undefined;
    }
  }
}
