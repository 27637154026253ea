import type { TaskSight } from '../../contracts/background-calls.js';
import type { JobTable } from '../../storage/job-tables.js';
import { stateOf } from './call-state.js';

const ERROR = 'openai-mcp-host/error';

interface Kept {
  result?: { _meta?: Record<string, NonNullable<TaskSight['problem']>> };
  problem?: NonNullable<TaskSight['problem']>;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** A call in the background as a task. */
export function taskSightOf(row: JobTable): TaskSight {
  const { id, doing, at, looked_at, ended_at, outcome } = row;
  const questions = stateOf(row)?.asked ?? [];
  const kept = outcome === null ? {} : (JSON.parse(outcome) as Kept);
  // What nobody foresaw is no result of the tool's.
  const error = kept.result?._meta?.[ERROR];
  const isInternal = error?.code === 'INTERNAL_ERROR';
  const result = isInternal ? undefined : kept.result;
  const problem = isInternal ? error : kept.problem;
  return {
    ...{ id, status: statusOf(row, questions.length > 0, result !== undefined), questions },
    ...{ createdAt: iso(at), updatedAt: iso(Math.max(at, ended_at ?? looked_at ?? at)) },
    ...(ended_at === null && doing !== null && { doing }),
    ...(result !== undefined && { result }),
    ...(problem !== undefined && { problem }),
  };
}

/** A tool that failed has a result like any other: that there is none is what fails a task. */
function statusOf({ status, ended_at }: JobTable, asks: boolean, hasResult: boolean): TaskSight['status'] {
  if (ended_at === null) return asks ? 'input_required' : 'working';
  if (status === 'cancelled') return 'cancelled';
  return hasResult ? 'completed' : 'failed';
}
