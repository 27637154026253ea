import type { Batch } from 'openai/resources/batches';
import { requestScope } from '../../contracts/request-scope.js';
import type { JobStatus } from '../../plugin-api/jobs.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import type { JoinedResults } from '../batches/joined-results.js';
import { unreadable } from '../text-generation/unusable-answer.js';
import { batchWords, type CountedBatch, problemOf } from './batch-words.js';
import { hasEnded, type JobKind, type JobSight } from './job-kind.js';

const STATUSES: Record<string, JobStatus> = {
  validating: 'queued',
  in_progress: 'in_progress',
  finalizing: 'in_progress',
  cancelling: 'in_progress',
  completed: 'completed',
  failed: 'failed',
  expired: 'expired',
  cancelled: 'cancelled',
};
const MOST_ERRORS = 20;

const GONE: JobSight = {
  status: 'expired',
  outcome: {
    problem: {
      code: 'JOB_EXPIRED',
      message: 'OpenAI does not have this batch any more.',
      hint: 'Create it again.',
    },
  },
};

/** What a batch was booked at before, by whoever saw its end in a list. */
export type BookedCosts = (batch: Pick<Batch, 'id' | 'created_at'>) => Promise<JobSight['booked']>;

/** A batch; its results are put together by whoever first sees it end. */
export class BatchKind implements JobKind {
  constructor(
    private readonly client: () => Promise<OpenAIClient>,
    private readonly results: () => Promise<JoinedResults>,
    private readonly booked: BookedCosts,
    private readonly log: Logger,
  ) {}

  look(id: string): Promise<JobSight> {
    return this.sightOf(async () => (await this.client()).batches.retrieve(id));
  }

  cancel(id: string): Promise<JobSight> {
    return this.sightOf(async () => {
      const openai = await this.client();
      try {
        return await openai.batches.cancel(id);
      } catch (error) {
        const { status } = error as { status?: number };
        // It has ended before, or is being cancelled.
        if (status === 400 || status === 409) return openai.batches.retrieve(id);
        throw error;
      }
    });
  }

  read(answer: object): JobSight {
    return this.told(answer as Batch);
  }

  private async sightOf(ask: () => Promise<Batch>): Promise<JobSight> {
    try {
      const batch = await ask();
      const sight = this.told(batch);
      if (!hasEnded(sight.status)) return sight;
      const ended = this.told(batch, await this.fileOf(batch));
      const isBookedNow = requestScope.getStore()?.some(({ work }) => work === batch.id);
      const booked = isBookedNow ? undefined : await this.booked(batch);
      return { ...ended, ...(booked && { booked }) };
    } catch (error) {
      if ((error as { status?: number }).status === 404) return GONE;
      throw error;
    }
  }

  private told(batch: Batch, file?: string): JobSight {
    const status = STATUSES[batch.status];
    if (status === undefined) throw unreadable();
    const counted = countedIn(batch);
    if (!hasEnded(status)) return { status, doing: batchWords(counted) };
    const problem = problemOf(batch);
    const data = { ...counted, ...(file !== undefined && { file }), errors: errorsIn(batch) };
    return { status, outcome: { text: batchWords(counted), data, ...(problem && { problem }) } };
  }

  /** The name of the file with its results, which can be made later too. */
  private async fileOf(batch: Batch): Promise<string | undefined> {
    if (!batch.output_file_id && !batch.error_file_id) return undefined;
    try {
      return (await (await this.results()).save(batch)).name;
    } catch (error) {
      this.log.warn('The results of a batch were not put together.', {
        batch: batch.id,
        error: String(error),
      });
      return undefined;
    }
  }
}

/** What is kept of it. */
const countedIn = (batch: Batch): CountedBatch => ({
  batch: batch.id,
  status: batch.status,
  endpoint: batch.endpoint,
  ...(batch.model && { model: batch.model }),
  counts: batch.request_counts ?? { total: 0, completed: 0, failed: 0 },
  input_file_id: batch.input_file_id,
  ...(batch.output_file_id && { output_file_id: batch.output_file_id }),
  ...(batch.error_file_id && { error_file_id: batch.error_file_id }),
});

const errorsIn = ({ errors }: Batch): object[] => (errors?.data ?? []).slice(0, MOST_ERRORS);
