import type { JobTable } from '../../src/storage/job-tables.js';

/** A job as it is put on record. */
export const jobRow = (more: Partial<JobTable> = {}): JobTable => ({
  ...{ id: 'job_1', kind: 'response', work_id: 'resp_1', owner: 'local', account: null, client: 'desk' },
  ...{ plugin: 'research', tool: 'deep-research', parent: null, title: 'What is "MCP"? 🦊' },
  ...{ status: 'queued', doing: null, at: 1_000_000, looks: 0, looked_at: null, next_look_at: 0 },
  ...{ lease_owner: null, lease_until: null, cancel: 0, state: null },
  ...{ ended_at: null, outcome: null, cost: null, held: 0, file: null },
  ...more,
});
