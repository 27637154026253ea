import type { BackgroundEnd } from '../../contracts/background-calls.js';
import type { Job } from '../../plugin-api/jobs.js';
import type { JobEnd } from '../../storage/job-store.js';

type Problem = NonNullable<Job['problem']>;
type Given = Exclude<BackgroundEnd, { questions: unknown }>;

export const INTERRUPTED: Problem = {
  code: 'JOB_INTERRUPTED',
  message: 'The server stopped while it worked on this, and the tool can not go on where it was.',
  hint: 'What it has cost is in usage-report. Call the tool again if the result is still wanted.',
};

export const WORN_OUT: Problem = {
  code: 'JOB_INTERRUPTED',
  message: 'The server stopped each time it worked on this.',
  hint: 'See the log of the server for the reason.',
};

/** How a call in the background ends on record. */
export function endOf(end: 'cancelled' | 'failed' | Given, problem?: Problem): JobEnd {
  if (typeof end === 'string')
    return { status: end, outcome: JSON.stringify({ ...(problem && { problem }) }), cost: null, held: 0 };
  const { result, code, costUsd } = end;
  return {
    status: code === undefined ? 'completed' : 'failed',
    outcome: JSON.stringify({ result }),
    cost: costUsd === null ? null : BigInt(Math.round(costUsd * 1e9)),
    held: 0,
  };
}
