import { IsBoolean, IsObject, IsString } from 'class-validator';
import { Charts, Describe, Files, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { figuresIn } from './jobs/figures-in.js';
import { chartOf, JobMetrics, type Metrics, metricsFacts } from './jobs/job-metrics.js';
import { jobFacts, jobWords } from './jobs/job-words.js';
import { TuningJobInput } from './jobs/page.input.js';
import { TuningJobs } from './jobs/tuning-jobs.js';

class GetFineTuningJobInput extends TuningJobInput {
  @Describe('Draw the loss')
  @IsBoolean()
  chart = false;
}

/** What is listed of the output. */
export class TuningJobOutput {
  @IsString()
  id!: string;

  @IsString()
  status!: string;

  @IsObject()
  job!: object;
}

type TuningJobFacts = TuningJobOutput & { fine_tuned_model?: string; metrics?: Record<string, number> };

@Tool({
  name: 'get-fine-tuning-job',
  title: 'Get a fine-tuning job',
  description: 'See how a fine-tuning job stands, with its metrics.',
  input: GetFineTuningJobInput,
  output: TuningJobOutput,
  effect: 'read-only',
  errors: { FINE_TUNING_JOB_NOT_FOUND: 'The account has no such job.' },
})
export class GetFineTuningJob {
  constructor(
    private readonly jobs: TuningJobs,
    private readonly metrics: JobMetrics,
    private readonly charts: Charts,
    private readonly files: Files,
  ) {}

  async run({ id, chart }: GetFineTuningJobInput, call: ToolCall): Promise<ToolResult<TuningJobFacts>> {
    const job = await this.jobs.retrieve(id);
    const metrics = await this.metricsOf(job, call);
    const facts = metricsFacts(metrics);
    const hasMetrics = Object.keys(facts).length > 0;
    const more = chart ? '' : ' chart: true draws the loss.';
    const words = hasMetrics ? `\nMetrics: ${figuresIn(facts)}.${more}` : '';
    const result = new ToolResult<TuningJobFacts>(
      {
        ...{ id: job.id, status: job.status, job: jobFacts(job) },
        ...(job.fine_tuned_model && { fine_tuned_model: job.fine_tuned_model }),
        ...(hasMetrics && { metrics: facts }),
      },
      `${jobWords(job)}${words}`,
    );
    if (chart) await this.draw(chartOf(job, metrics), result, call);
    return result;
  }

  /** How a job stands is worth saying without its metrics, too. */
  private async metricsOf(job: Parameters<JobMetrics['of']>[0], call: ToolCall): Promise<Metrics> {
    try {
      return await this.metrics.of(job);
    } catch (error) {
      if (call.signal.aborted) throw error;
      call.note('The metrics could not be read: the result file is not there any more, or is not given out.');
      return new Map();
    }
  }

  private async draw(lines: ReturnType<typeof chartOf>, result: ToolResult, call: ToolCall): Promise<void> {
    if (lines === undefined) return call.note('There is no chart: nothing was measured yet.');
    const { title, svg, png, remark } = await this.charts.lines(lines);
    const file = await this.files.save(`${title} ${lines.remarks?.[1]}`, {
      data: svg,
      mimeType: 'image/svg+xml',
    });
    if (png !== undefined) result.image({ data: png, mimeType: 'image/png' });
    if (remark !== undefined) call.note(remark);
    result.file(file);
  }
}
