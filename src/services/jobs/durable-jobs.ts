import { currentCall } from '../../contracts/current-call.js';
import { ownerOf } from '../../contracts/owner-of.js';
import type { RunningCall } from '../../contracts/running-call.js';
import { type Job, type JobQuery, Jobs, type NewJob } from '../../plugin-api/jobs.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { JobStore } from '../../storage/job-store.js';
import type { JobTable } from '../../storage/job-tables.js';
import type { ClientAccounts } from '../access/client-accounts.js';
import { unreadable } from '../text-generation/unusable-answer.js';
import { INTERRUPTED } from './call-end.js';
import type { CallJobs } from './call-jobs.js';
import { followJob } from './follow-job.js';
import type { JobBell } from './job-bell.js';
import { newJobId } from './job-id.js';
import type { JobPoller } from './job-poller.js';
import type { JobResults } from './job-results.js';
import { briefJobOf, jobOf } from './job-view.js';
import { newRow } from './new-row.js';
import { pauseOf } from './pause-of.js';
import type { WorkLooks } from './work-looks.js';

/** PostgreSQL takes no text with a NUL in it. */
const IS_ID = /^[\w-]+$/;
/** Whoever waits for a job looks first; where that server dies, another one does so much later. */
const PRECEDENCE_MS = 5000;
/** What another server has started is looked after here, too, once somebody has asked for it. */
const SOON_MS = 1000;

export interface DurableJobsParts {
  store: () => Promise<JobStore>;
  looks: WorkLooks;
  calls: CallJobs;
  results: JobResults;
  bell: JobBell;
  poller: JobPoller;
  accounts: ClientAccounts;
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
    // The provider's answer, as it came.
    if (typeof workId !== 'string' || workId === '') throw unreadable();
    const { looks, now, poller, accounts } = this.parts;
    const running = currentCall.getStore();
    const facts = { id: newJobId(), kind, work_id: workId, title, at: now() };
    const account = accounts.account(running?.access);
    const row = newRow({ ...facts, owner: whoseCall(call), account, client: call.client.name }, running);
    const known = looks.kindOf(row);
    const pauseMs = pauseOf(known, 0);
    await this.add(row, pauseMs);
    if (running !== undefined) running.hasStartedJob = true;
    poller.expect(pauseMs);
    if (answer === undefined) return jobOf(row);
    const sight = known.read(answer);
    return this.seen(await looks.keep(row, sight, running?.requests ?? [], pauseMs), call);
  }

  async begun(call: ToolCall): Promise<Job | undefined> {
    const { background } = call as RunningCall;
    if (background === undefined) return undefined;
    const row = await (await this.parts.store()).child(background.job);
    if (row !== undefined) return this.seen(row, call);
    if (background.isAgain) throw new ToolError(INTERRUPTED.code, INTERRUPTED.message, INTERRUPTED.hint);
    return undefined;
  }

  async look(id: string | undefined, call: ToolCall): Promise<Job> {
    return this.lookAt(await this.find(id, call), call);
  }

  async list({ after, ...query }: JobQuery, call: ToolCall): Promise<Job[]> {
    const last = after === undefined ? undefined : await this.find(after, call);
    const page = { ...query, ...(last && { after: last.id }) };
    const rows = await (await this.parts.store()).list(whoseCall(call), page);
    if (rows.some(({ ended_at }) => ended_at === null)) this.parts.poller.expect(SOON_MS);
    return rows.map(briefJobOf);
  }

  async follow(id: string | undefined, seconds: number, call: ToolCall): Promise<Job> {
    const row = await this.find(id, call);
    let looks: number | undefined;
    const look = async (pauseMs: number): Promise<Job> => {
      const now = await this.find(row.id, call);
      const isNews = looks !== undefined && now.looks > looks;
      looks = now.looks;
      if (isNews) return this.seen(now, call);
      const seen = await this.lookAt(now, call, pauseMs + PRECEDENCE_MS);
      looks += 1;
      return seen;
    };
    const wait = (ms: number) => this.parts.bell.wait(row.id, ms, call.signal);
    // Nobody waits on the line for a call in the background: it ends with the job.
    const isPatient = (call as RunningCall).background !== undefined;
    const patience = isPatient ? Number.POSITIVE_INFINITY : seconds;
    const job = await followJob({ look, wait }, patience, call);
    return job ?? jobOf(row);
  }

  async cancel(id: string, call: ToolCall): Promise<Job> {
    const row = await this.find(id, call);
    if (row.ended_at !== null) return this.seen(row, call);
    if (row.kind !== 'call') return this.seen(await this.parts.looks.cancel(row), call);
    await this.parts.calls.stop(row);
    return this.seen(await this.find(id, call), call);
  }

  private async lookAt(row: JobTable, call: ToolCall, pauseMs?: number): Promise<Job> {
    const isKnown = row.ended_at !== null || row.kind === 'call';
    return this.seen(isKnown ? row : await this.parts.looks.look(row, pauseMs), call);
  }

  private async seen(row: JobTable, call: ToolCall): Promise<Job> {
    return row.ended_at === null ? jobOf(row) : this.parts.results.of(row, call);
  }

  /** Work that nobody could ask for is not paid for either. */
  private async add(row: JobTable, pauseMs: number): Promise<void> {
    try {
      await (await this.parts.store()).add(row, pauseMs);
    } catch (error) {
      await this.parts.looks
        .kindOf(row)
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
}

/** Whose jobs a call may see. */
const whoseCall = (call: ToolCall): string => ownerOf(call as RunningCall);
