import type { Logger } from '../../plugin-api/logger.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { JobLeases } from '../../storage/job-leases.js';
import type { JobTable } from '../../storage/job-tables.js';
import { isPassing } from './follow-job.js';
import { outsideOfCalls } from './outside-of-calls.js';
import { LOOK_LEASE_MS } from './work-looks.js';

/** How many jobs a server looks at at the same time. */
const AT_ONCE = 8;
const SOONEST_MS = 250;
/** Another server may have started something, or died. */
const LATEST_MS = 60_000;

export interface JobPollerParts {
  leases: () => Promise<JobLeases>;
  /** What is done with a job that is due and ours, by its kind. */
  takers: Readonly<Record<string, (row: JobTable) => Promise<unknown>>>;
  log: Logger;
}

/**
 * Looks at jobs while nobody asks for them: one server at a time at each. It holds no process up, and while there are no jobs it
 * looks into their table once a minute.
 */
export class JobPoller {
  private timer: NodeJS.Timeout | undefined;
  private at = Number.POSITIVE_INFINITY;
  private turn: Promise<void> | undefined;
  private isStopped = false;
  private hasFailed = false;
  /** Jobs of which it was said that nobody here can ask for them. */
  private readonly told = new Set<string>();

  constructor(private readonly parts: JobPollerParts) {}

  /** There is something to look at after so long, ms. */
  expect(ms: number): void {
    const at = Date.now() + Math.min(LATEST_MS, Math.max(SOONEST_MS, ms));
    if (this.isStopped || at >= this.at) return;
    clearTimeout(this.timer);
    this.at = at;
    this.timer = outsideOfCalls(() => setTimeout(() => this.begin(), at - Date.now()).unref());
  }

  /** Takes no more jobs. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** Settles when nothing is looked at any more. */
  async ended(): Promise<void> {
    await this.turn;
  }

  private begin(): void {
    this.at = Number.POSITIVE_INFINITY;
    this.turn ??= this.take().finally(() => {
      this.turn = undefined;
    });
  }

  private async take(): Promise<void> {
    const { takers, leases: open, log } = this.parts;
    const kinds = Object.keys(takers);
    try {
      const leases = await open();
      const rows = await leases.claimDue(kinds, AT_ONCE, LOOK_LEASE_MS);
      await Promise.all(rows.map((row) => this.lookAt(row)));
      this.hasFailed = false;
      if (this.isStopped) return;
      const due = await leases.nextDue(kinds);
      // Somewhat later than it is due, and not all servers at once.
      this.expect(due === undefined ? LATEST_MS : Math.min(due + Math.random() * 1000, LATEST_MS));
    } catch (error) {
      // Said once: whoever needs the database hears of it too.
      log[this.hasFailed ? 'debug' : 'warn']('Jobs could not be looked at.', { error: String(error) });
      this.hasFailed = true;
      this.expect(LATEST_MS);
    }
  }

  private async lookAt(row: JobTable): Promise<void> {
    try {
      await this.parts.takers[row.kind]!(row);
    } catch (error) {
      if (this.isStopped) return;
      const facts = { job: row.id, error: String(error) };
      const isToldOnce = ToolError.is(error) && error.code === 'JOB_KEY_GONE';
      const isNews = !isToldOnce || !this.told.has(row.id);
      if (isToldOnce) this.told.add(row.id);
      if (isPassing(error) || !isNews) this.parts.log.debug('A job could not be looked at just now.', facts);
      else this.parts.log.warn('A job could not be looked at.', facts);
    }
  }
}
