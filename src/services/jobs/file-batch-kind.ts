import type { VectorStoreFileBatch } from 'openai/resources/vector-stores/file-batches';
import type { JobStatus } from '../../plugin-api/jobs.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import { unreadable } from '../text-generation/unusable-answer.js';
import type { JobKind, JobSight } from './job-kind.js';

/** Failures that are told in full. */
const MOST_TOLD = 100;
const IN_WORDS = 5;

const EXPIRED: JobSight = {
  status: 'expired',
  outcome: {
    problem: {
      code: 'JOB_EXPIRED',
      message:
        'OpenAI does not have these files on their way any more: their vector store was deleted, or has expired.',
      hint: 'Add them to another one.',
    },
  },
};

interface Failed {
  file_id: string;
  code: string;
  message: string;
}

/** Files on their way into a vector store; what it is called is `<store>/<batch>`. */
export class FileBatchKind implements JobKind {
  constructor(private readonly client: () => Promise<OpenAIClient>) {}

  async look(workId: string): Promise<JobSight> {
    const [store, batch] = partsOf(workId);
    const { vectorStores } = await this.client();
    return this.sightOf(() => vectorStores.fileBatches.retrieve(batch, { vector_store_id: store }));
  }

  async cancel(workId: string): Promise<JobSight> {
    const [store, batch] = partsOf(workId);
    const { vectorStores } = await this.client();
    return this.sightOf(() => vectorStores.fileBatches.cancel(batch, { vector_store_id: store }));
  }

  read(answer: object): JobSight {
    const batch = answer as VectorStoreFileBatch;
    const counts = batch.file_counts;
    if (typeof counts?.total !== 'number') throw unreadable();
    // Which ones failed is asked for at the next look.
    if (batch.status === 'in_progress' || counts.failed > 0)
      return {
        status: 'in_progress',
        doing: `${counts.total - counts.in_progress} of ${counts.total} files read`,
      };
    return ended(batch, []);
  }

  private async sightOf(ask: () => Promise<VectorStoreFileBatch>): Promise<JobSight> {
    try {
      const batch = await ask();
      if (batch.status === 'in_progress' || !(batch.file_counts?.failed > 0)) return this.read(batch);
      return ended(batch, await this.failed(batch));
    } catch (error) {
      if ((error as { status?: number }).status === 404) return EXPIRED;
      throw error;
    }
  }

  private async failed({ id, vector_store_id: store }: VectorStoreFileBatch): Promise<Failed[]> {
    const { vectorStores } = await this.client();
    const query = { vector_store_id: store, filter: 'failed', limit: MOST_TOLD } as const;
    const { data } = await vectorStores.fileBatches.listFiles(id, query);
    return data.map(({ id: file_id, last_error }) => ({
      file_id,
      code: last_error?.code ?? 'server_error',
      message: last_error?.message ?? 'OpenAI does not say why.',
    }));
  }
}

function partsOf(workId: string): [store: string, batch: string] {
  const [store, batch] = workId.split('/');
  if (!store || !batch) throw unreadable();
  return [store, batch];
}

function ended({ status, vector_store_id, file_counts }: VectorStoreFileBatch, failed: Failed[]): JobSight {
  const data = { vector_store_id, file_counts, ...(failed.length > 0 && { failed }) };
  const ends: JobStatus = status === 'in_progress' ? 'completed' : status;
  if (failed.length === 0) return { status: ends, outcome: { data } };
  const told = failed.slice(0, IN_WORDS).map(({ file_id, message }) => `${file_id}: ${message}`);
  const more = file_counts.failed > told.length ? ` … and ${file_counts.failed - told.length} more` : '';
  const message = `${file_counts.failed} of ${file_counts.total} files could not be indexed: ${told.join(' ')}${more}`;
  return { status: ends, outcome: { data, problem: { code: 'FILES_NOT_INDEXED', message } } };
}
