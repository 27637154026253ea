import { type Job, Jobs, Records, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';

/** What is kept of a batch that was created here. */
export interface KnownBatch {
  /** The job that follows it. */
  job: string;
  url: string;
  /** Requests. */
  count: number;
  /** The name of the file with its results, once there is one. */
  results?: string;
}

const BATCH = 'batch';

/** The batches of whoever calls: nobody sees those of others, though all are in one OpenAI project. */
@Service()
export class KnownBatches {
  constructor(
    private readonly records: Records,
    private readonly jobs: Jobs,
  ) {}

  async has(id: string, call: ToolCall): Promise<boolean> {
    return (await this.records.get(BATCH, id, call)) !== undefined;
  }

  /** @throws ToolError `BATCH_NOT_FOUND`. */
  async find(id: string, call: ToolCall): Promise<KnownBatch> {
    const found = await this.records.get<KnownBatch>(BATCH, id, call);
    if (found !== undefined) return found.value;
    throw new ToolError(
      'BATCH_NOT_FOUND',
      `There is no batch ${id.slice(0, 80)} that was created here.`,
      'list-batches has those that are. Batches made in other ways are on platform.openai.com.',
    );
  }

  async keep(id: string, batch: KnownBatch, call: ToolCall): Promise<void> {
    await this.records.put(BATCH, id, batch, call);
  }

  /** How its job stands; undefined where jobs have forgotten it. */
  async job({ job }: KnownBatch, call: ToolCall): Promise<Job | undefined> {
    try {
      return await this.jobs.look(job, call);
    } catch (error) {
      if (ToolError.is(error) && error.code === 'JOB_NOT_FOUND') return undefined;
      throw error;
    }
  }
}
