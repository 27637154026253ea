import type { Job, JobStatus } from '../../plugin-api/jobs.js';
import type { JobTable } from '../../storage/job-tables.js';
import { usdOf } from '../costs/usd.js';
import { type CallOutcome, callOutcomeOf } from './call-outcome.js';
import type { JobOutcome } from './job-kind.js';

const LONGEST_TITLE = 120;

/** A job as its owner sees it, but for its file. */
export function jobOf(row: JobTable): Job {
  const { outcome, cost, held, ended_at } = row;
  return {
    ...briefJobOf(row),
    ...(outcome === null ? {} : outcomeOf(JSON.parse(outcome))),
    ...(ended_at !== null && { costUsd: cost === null ? null : usdOf(cost) }),
    ...(held === 1 && { costIsMost: true }),
  };
}

const outcomeOf = (kept: JobOutcome | CallOutcome): JobOutcome =>
  'result' in kept ? callOutcomeOf(kept.result) : kept;

/** The same without its result. */
export function briefJobOf({ id, kind, tool, title, status, at, doing, cost, ended_at }: JobTable): Job {
  return {
    ...{
      id,
      kind: kind as Job['kind'],
      tool,
      title,
      status: status as JobStatus,
      hasEnded: ended_at !== null,
    },
    startedAt: new Date(at).toISOString(),
    ...(ended_at === null && doing !== null && { doing }),
    ...(cost !== null && { costUsd: usdOf(cost) }),
  };
}

/** A title on one line, as databases and file names take it. */
export function lineOf(title: string): string {
  const line = title
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.length > LONGEST_TITLE
    ? `${line.slice(0, LONGEST_TITLE - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : line;
}
