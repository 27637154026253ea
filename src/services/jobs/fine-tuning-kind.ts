import type { FineTuningJob } from 'openai/resources/fine-tuning/jobs/jobs';
import type { JobStatus } from '../../plugin-api/jobs.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import { unreadable } from '../text-generation/unusable-answer.js';
import { hasEnded, type JobKind, type JobOutcome, type JobSight } from './job-kind.js';

/** OpenAI's words for a fine-tuning job, in those of a job. One that is paused goes on some day. */
const STATUSES: Record<string, JobStatus> = {
  validating_files: 'queued',
  queued: 'queued',
  running: 'in_progress',
  paused: 'in_progress',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

const DOING: Record<string, string> = {
  validating_files: 'Checking the files',
  queued: 'Waiting for its turn',
  running: 'Training',
  paused: 'Paused',
};

const GONE: JobSight = {
  status: 'expired',
  outcome: {
    problem: {
      code: 'JOB_EXPIRED',
      message: 'OpenAI does not have this fine-tuning job any more.',
      hint: 'See list-fine-tuning-jobs.',
    },
  },
};

/** A fine-tuning job. */
export class FineTuningKind implements JobKind {
  constructor(private readonly client: () => Promise<OpenAIClient>) {}

  async look(id: string): Promise<JobSight> {
    const openai = await this.client();
    try {
      return this.read(await openai.fineTuning.jobs.retrieve(id));
    } catch (error) {
      if (statusOf(error) === 404) return GONE;
      throw error;
    }
  }

  async cancel(id: string): Promise<JobSight> {
    const openai = await this.client();
    try {
      return this.read(await openai.fineTuning.jobs.cancel(id));
    } catch (error) {
      // One that has ended can't be cancelled, and says so.
      if (statusOf(error) !== 400) throw error;
      const sight = await this.look(id);
      if (hasEnded(sight.status)) return sight;
      throw error;
    }
  }

  read(answer: object): JobSight {
    const job = answer as FineTuningJob;
    const status = STATUSES[job.status];
    if (status === undefined) throw unreadable();
    return hasEnded(status)
      ? { status, outcome: outcomeOf(job) }
      : { status, doing: DOING[job.status] ?? job.status };
  }
}

const statusOf = (error: unknown): number | undefined => (error as { status?: number }).status;

function outcomeOf(job: FineTuningJob): JobOutcome {
  const { id, model, fine_tuned_model: tuned, trained_tokens: tokens, error } = job;
  const data = { id, model, fine_tuned_model: tuned, trained_tokens: tokens };
  if (tuned)
    return { text: `${model} was trained; use the model ${tuned}. More by get-fine-tuning-job ${id}.`, data };
  if (job.status !== 'failed') return { data };
  return {
    data,
    problem: {
      code: 'FINE_TUNING_FAILED',
      message: error?.message || 'OpenAI does not say why the fine-tuning job failed.',
      hint: 'list-fine-tuning-events tells more; validate-training-data checks the examples.',
    },
  };
}
