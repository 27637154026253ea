import type { JobStatus } from 'openai-mcp-host/plugin';

/** In the order in which a job goes through them. */
export const JOB_STATUSES: readonly JobStatus[] = [
  'queued',
  'in_progress',
  'completed',
  'incomplete',
  'failed',
  'cancelled',
  'expired',
];
