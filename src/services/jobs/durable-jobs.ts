import { randomBytes } from 'node:crypto';
import { currentCall } from '../../contracts/current-call.js';
import type { Files, StoredFile } from '../../plugin-api/files.js';
import { type Job, type JobStatus, Jobs, type NewJob } from '../../plugin-api/jobs.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { JobStore } from '../../storage/job-store.js';
import type { JobTable } from '../../storage/job-tables.js';
import { usdOf } from '../costs/usd.js';
import { followJob } from './follow-job.js';
import { hasEnded, type JobKind, type JobOutcome, type JobSight } from './job-kind.js';

/** Whoever sees a job end saves its file; where that was not done, others do it after this. */
const FILE_MS = 60_000;
const LONGEST_TITLE = 120;

export interface DurableJobsParts {
  store: () => Promise<JobStore>;
  /** By `kind`. */
  kinds: Record<string, JobKind>;
  files: () => Promise<Files>;
  log: Logger;
  /** ms since 1970. */
  now: () => number;
}

/** Jobs in the database; the work itself is the provider's, and each kind knows how to ask about it. */
export class DurableJobs extends Jobs {
  constructor(private readonly parts: DurableJobsParts) {
    super();
  }

  async start({ kind, workId, title, answer }: NewJob, call: ToolCall): Promise<Job> {
    const running = currentCall.getStore();
    const row: JobTable = {
      id: `job_${randomBytes(18).toString('base64url')}`,
      kind,
      work_id: workId,
      client: call.client.name,
      plugin: running?.plugin ?? null,
      tool: running?.tool ?? null,
      title: lineOf(title),
      status: 'queued',
      at: this.parts.now(),
      ...{ ended_at: null, outcome: null, cost: null, held: 0, file: null },
    };
    await this.add(row);
    return answer === undefined ? this.jobOf(row) : this.seen(row, this.kindOf(row).read(answer), call);
  }

  async look(id: string | undefined, call: ToolCall): Promise<Job> {
    const row = await this.find(id, call);
    if (row.ended_at !== null) return this.ended(row, call);
    return this.seen(row, await this.kindOf(row).look(row.work_id), call);
  }

  async follow(id: string | undefined, seconds: number, call: ToolCall): Promise<Job> {
    const row = await this.find(id, call);
    const job = await followJob(() => this.look(row.id, call), seconds, call);
    return job ?? this.jobOf(row);
  }

  async cancel(id: string, call: ToolCall): Promise<Job> {
    const row = await this.find(id, call);
    if (row.ended_at !== null) return this.ended(row, call);
    return this.seen(row, await this.kindOf(row).cancel(row.work_id), call);
  }

  /** Work that nobody could ask for is not paid for either. */
  private async add(row: JobTable): Promise<void> {
    try {
      await (await this.parts.store()).add(row);
    } catch (error) {
      await this.kindOf(row)
        .cancel(row.work_id)
        .catch((reason: unknown) =>
          this.parts.log.error('Work that could not be put on record was not cancelled.', {
            work: row.work_id,
            error: String(reason),
          }),
        );
      throw error;
    }
  }

  private async find(id: string | undefined, { client }: ToolCall): Promise<JobTable> {
    const store = await this.parts.store();
    const row =
      id === undefined
        ? await store.latest(client.name)
        : // PostgreSQL takes no text with a NUL in it.
          /^[\w-]+$/.test(id)
          ? await store.find(id, client.name)
          : undefined;
    if (row !== undefined) return row;
    throw new ToolError(
      'JOB_NOT_FOUND',
      id === undefined ? 'This client has started no job.' : `This client has no job ${id.slice(0, 80)}.`,
      'Use the id that the tool gave which started it. Jobs are forgotten after 30 days.',
    );
  }

  private kindOf({ kind }: JobTable): JobKind {
    const found = this.parts.kinds[kind];
    if (found !== undefined) return found;
    throw new ToolError('JOB_NOT_FOUND', `This server does not know jobs of the kind ${kind}.`, 'Update it.');
  }

  private async seen(row: JobTable, { status, doing, outcome }: JobSight, call: ToolCall): Promise<Job> {
    if (!hasEnded(status)) return { ...this.jobOf({ ...row, status }), ...(doing && { doing }) };
    const { work_id, id } = row;
    const settled = currentCall.getStore()?.requests.findLast(({ work }) => work === work_id);
    const end = {
      status,
      outcome: JSON.stringify(outcome ?? {}),
      cost: settled?.costNanoUsd ?? null,
      held: Number(settled?.basis === 'held'),
    };
    const at = this.parts.now();
    const isFirst = await (await this.parts.store()).end(id, end, at);
    const ended = isFirst ? { ...row, ...end, ended_at: at } : await this.find(id, call);
    return this.ended(ended, call, isFirst);
  }

  private async ended(row: JobTable, call: ToolCall, isFirst = false): Promise<Job> {
    const job = this.jobOf(row);
    const file = await this.fileOf(row, job, isFirst, call);
    return { ...job, ...(file && { file }) };
  }

  /** The file of a result, which is written anew where it has been cleared. */
  private async fileOf(
    { id, file, ended_at }: JobTable,
    { title, text }: Job,
    isFirst: boolean,
    call: ToolCall,
  ): Promise<StoredFile | undefined> {
    if (text === undefined) return undefined;
    const files = await this.parts.files();
    const kept = file === null ? undefined : await files.find(file);
    const isLeft = isFirst || file !== null || this.parts.now() - (ended_at ?? 0) > FILE_MS;
    if (kept !== undefined || !isLeft) return kept;
    try {
      const saved = await files.save(title, { data: `# ${title}\n\n${text}\n`, mimeType: 'text/markdown' });
      await (await this.parts.store()).keepFile(id, saved.name);
      return saved;
    } catch (error) {
      // The result is there without it.
      this.parts.log.warn('The result of a job was not saved as a file.', { error: String(error) });
      call.note('The result could not be saved as a file.');
      return undefined;
    }
  }

  private jobOf({ id, title, status, at, outcome, cost, held, ended_at }: JobTable): Job {
    return {
      ...{ id, title, status: status as JobStatus, hasEnded: ended_at !== null },
      startedAt: new Date(at).toISOString(),
      ...(outcome === null ? {} : (JSON.parse(outcome) as JobOutcome)),
      ...(ended_at !== null && { costUsd: cost === null ? null : usdOf(cost) }),
      ...(held === 1 && { costIsMost: true }),
    };
  }
}

/** A title on one line, as databases and file names take it. */
function lineOf(title: string): string {
  const line = title
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.length > LONGEST_TITLE
    ? `${line.slice(0, LONGEST_TITLE - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : line;
}
