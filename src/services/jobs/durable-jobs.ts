import { randomBytes } from 'node:crypto';
import { currentCall } from '../../contracts/current-call.js';
import { ownerOf } from '../../contracts/owner-of.js';
import type { RunningCall } from '../../contracts/running-call.js';
import type { Files, StoredFile } from '../../plugin-api/files.js';
import { type Job, type JobQuery, Jobs, type NewJob } from '../../plugin-api/jobs.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { JobStore } from '../../storage/job-store.js';
import type { JobTable } from '../../storage/job-tables.js';
import { followJob } from './follow-job.js';
import { hasEnded, type JobKind, type JobSight } from './job-kind.js';
import { briefJobOf, jobOf, lineOf } from './job-view.js';

/** Whoever sees a job end saves its file; where that was not done, others do it after this. */
const FILE_MS = 60_000;
/** PostgreSQL takes no text with a NUL in it. */
const IS_ID = /^[\w-]+$/;

/** Whose jobs a call may see. */
const whoseCall = (call: ToolCall): string => ownerOf(call as RunningCall);

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
      owner: whoseCall(call),
      client: call.client.name,
      plugin: running?.plugin ?? null,
      tool: running?.tool ?? null,
      parent: null,
      title: lineOf(title),
      ...{ status: 'queued', doing: null, at: this.parts.now(), looks: 0, looked_at: null, next_look_at: 0 },
      ...{ lease_owner: null, lease_until: null, cancel: 0, state: null },
      ...{ ended_at: null, outcome: null, cost: null, held: 0, file: null },
    };
    await this.add(row);
    return answer === undefined ? jobOf(row) : this.seen(row, this.kindOf(row).read(answer), call);
  }

  async look(id: string | undefined, call: ToolCall): Promise<Job> {
    const row = await this.find(id, call);
    if (row.ended_at !== null) return this.ended(row, call);
    return this.seen(row, await this.kindOf(row).look(row.work_id), call);
  }

  async list({ after, ...query }: JobQuery, call: ToolCall): Promise<Job[]> {
    const last = after === undefined ? undefined : await this.find(after, call);
    const page = { ...query, ...(last && { after: last.id }) };
    const rows = await (await this.parts.store()).list(whoseCall(call), page);
    return rows.map(briefJobOf);
  }

  async follow(id: string | undefined, seconds: number, call: ToolCall): Promise<Job> {
    const row = await this.find(id, call);
    const job = await followJob(() => this.look(row.id, call), seconds, call);
    return job ?? jobOf(row);
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

  private async find(id: string | undefined, call: ToolCall): Promise<JobTable> {
    const store = await this.parts.store();
    const owner = whoseCall(call);
    const row =
      id === undefined ? await store.latest(owner) : IS_ID.test(id) ? await store.find(id, owner) : undefined;
    if (row !== undefined) return row;
    throw new ToolError(
      'JOB_NOT_FOUND',
      id === undefined ? 'No job was started.' : `There is no job ${id.slice(0, 80)}.`,
      'Use the id that the tool gave which started it, or list-jobs. Jobs are forgotten after 30 days.',
    );
  }

  private kindOf({ kind }: JobTable): JobKind {
    const found = this.parts.kinds[kind];
    if (found !== undefined) return found;
    throw new ToolError('JOB_NOT_FOUND', `This server does not know jobs of the kind ${kind}.`, 'Update it.');
  }

  private async seen(row: JobTable, { status, doing, outcome }: JobSight, call: ToolCall): Promise<Job> {
    if (!hasEnded(status)) return { ...jobOf({ ...row, status }), ...(doing && { doing }) };
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
    const job = jobOf(row);
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
}
