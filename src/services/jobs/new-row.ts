import type { RunningCall } from '../../contracts/running-call.js';
import type { JobTable } from '../../storage/job-tables.js';
import { lineOf } from './job-view.js';

type JobFacts = Pick<JobTable, 'id' | 'kind' | 'work_id' | 'owner' | 'account' | 'client' | 'title' | 'at'>;

/** A job that has just begun; the call that started it, if there is one. */
export const newRow = ({ title, ...facts }: JobFacts, call: RunningCall | undefined): JobTable => ({
  ...facts,
  title: lineOf(title),
  plugin: call?.plugin ?? null,
  tool: call?.tool ?? null,
  parent: call?.background?.job ?? null,
  ...{ status: 'queued', doing: null, looks: 0, looked_at: null, next_look_at: 0 },
  ...{ lease_owner: null, lease_until: null, cancel: 0, state: null },
  ...{ ended_at: null, outcome: null, cost: null, held: 0, file: null },
});
