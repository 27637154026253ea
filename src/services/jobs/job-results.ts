import type { Files, StoredFile } from '../../plugin-api/files.js';
import type { Job } from '../../plugin-api/jobs.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import type { JobStore } from '../../storage/job-store.js';
import type { JobTable } from '../../storage/job-tables.js';
import { jobOf } from './job-view.js';

/** Whoever sees a job end saves its file; where that was not done, others do it after this. */
const FILE_MS = 60_000;

export interface JobResultsParts {
  store: () => Promise<JobStore>;
  files: () => Promise<Files>;
  log: Logger;
  /** ms since 1970. */
  now: () => number;
}

/** What jobs that have ended leave behind: their results, each as a file, too. */
export class JobResults {
  constructor(private readonly parts: JobResultsParts) {}

  /** A job that has ended, with its file, which is written anew where it has been cleared. */
  async of(row: JobTable, call: ToolCall): Promise<Job> {
    const job = jobOf(row);
    const file = await this.fileOf(row, job, call);
    return { ...job, ...(file && { file }) };
  }

  /** Saves the file of a job that has just been seen to end. */
  async save(row: JobTable, call?: ToolCall): Promise<string | null> {
    const job = jobOf(row);
    if (job.text === undefined || row.kind !== 'response') return null;
    return (await this.written(row.id, job, call))?.name ?? null;
  }

  private async fileOf(row: JobTable, job: Job, call: ToolCall): Promise<StoredFile | undefined> {
    const { id, kind, file, ended_at } = row;
    // Only the text of a response is its result; of other work it says no more than where that is.
    if (job.text === undefined || kind !== 'response') return undefined;
    const kept = file === null ? undefined : await (await this.parts.files()).find(file);
    const isLeft = file !== null || this.parts.now() - (ended_at ?? 0) > FILE_MS;
    return kept !== undefined || !isLeft ? kept : this.written(id, job, call);
  }

  private async written(id: string, { title, text }: Job, call?: ToolCall): Promise<StoredFile | undefined> {
    try {
      const files = await this.parts.files();
      const saved = await files.save(title, { data: `# ${title}\n\n${text}\n`, mimeType: 'text/markdown' });
      await (await this.parts.store()).keepFile(id, saved.name);
      return saved;
    } catch (error) {
      // The result is there without it.
      this.parts.log.warn('The result of a job was not saved as a file.', { error: String(error) });
      call?.note('The result could not be saved as a file.');
      return undefined;
    }
  }
}
