import type { FineTuningJobCheckpoint } from 'openai/resources/fine-tuning/jobs/checkpoints';
import type {
  FineTuningJob,
  FineTuningJobEvent,
  JobCreateParams,
} from 'openai/resources/fine-tuning/jobs/jobs';
import { OpenAIClient, Provider, Service, ToolError } from 'openai-mcp-host/plugin';

export interface Page {
  limit?: number | undefined;
  after?: string | undefined;
}

export interface Listed<T> {
  data: T[];
  hasMore: boolean;
}

/** Fine-tuning jobs of the account, with words for what is not there. */
@Service()
export class TuningJobs {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly provider: Provider,
  ) {}

  create(order: JobCreateParams): Promise<FineTuningJob> {
    return this.attempt(undefined, () => this.openai.fineTuning.jobs.create(order));
  }

  retrieve(id: string): Promise<FineTuningJob> {
    return this.attempt(id, () => this.openai.fineTuning.jobs.retrieve(id));
  }

  change(id: string, action: 'cancel' | 'pause' | 'resume'): Promise<FineTuningJob> {
    return this.attempt(id, () => this.openai.fineTuning.jobs[action](id));
  }

  list(page: Page): Promise<Listed<FineTuningJob>> {
    return this.attempt(undefined, async () => listed(await this.openai.fineTuning.jobs.list(given(page))));
  }

  events(id: string, page: Page): Promise<Listed<FineTuningJobEvent>> {
    return this.attempt(id, async () =>
      listed(await this.openai.fineTuning.jobs.listEvents(id, given(page))),
    );
  }

  checkpoints(id: string, page: Page): Promise<Listed<FineTuningJobCheckpoint>> {
    return this.attempt(id, async () =>
      listed(await this.openai.fineTuning.jobs.checkpoints.list(id, given(page))),
    );
  }

  /** @throws ToolError `FINE_TUNING_UNSUPPORTED` where another provider has nothing of the kind. */
  async requireSupport(): Promise<void> {
    if (this.provider.kind === 'compatible') await this.list({ limit: 1 });
  }

  private async attempt<T>(id: string | undefined, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const { status } = error as { status?: unknown };
      if (id === undefined ? this.isUnsupported(status) : status === 405 || status === 501)
        throw unsupported(error);
      if (id !== undefined && status === 404) throw await this.missing(id, error);
      throw error;
    }
  }

  private isUnsupported(status: unknown): boolean {
    return this.provider.kind !== 'openai' && (status === 404 || status === 405 || status === 501);
  }

  /** A 404 of another provider may mean that it has no jobs at all. */
  private async missing(id: string, cause: unknown): Promise<ToolError> {
    if (this.provider.kind !== 'openai') {
      const hasJobs = await this.list({ limit: 1 }).then(
        () => true,
        () => false,
      );
      if (!hasJobs) return unsupported(cause);
    }
    return new ToolError(
      'FINE_TUNING_JOB_NOT_FOUND',
      `The account has no fine-tuning job ${id}.`,
      'list-fine-tuning-jobs has them all.',
      { cause },
    );
  }
}

const unsupported = (cause: unknown): ToolError =>
  new ToolError(
    'FINE_TUNING_UNSUPPORTED',
    'This provider has no fine-tuning over the OpenAI API.',
    'Use OpenAI or Azure OpenAI (openai.baseURL), or train where the provider says.',
    { cause },
  );

const listed = <T>({ data, has_more: hasMore }: { data: T[]; has_more: boolean }): Listed<T> => ({
  data,
  hasMore,
});

const given = ({ limit, after }: Page) => ({
  ...(limit !== undefined && { limit }),
  ...(after !== undefined && { after }),
});
