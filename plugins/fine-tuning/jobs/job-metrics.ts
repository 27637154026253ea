import type { FineTuningJob, FineTuningJobEvent } from 'openai/resources/fine-tuning/jobs/jobs';
import { type LineChart, OpenAIClient, Service } from 'openai-mcp-host/plugin';
import { TuningJobs } from './tuning-jobs.js';

const MOST_BYTES = 16 * 1024 * 1024;
const EVENTS = 100;
/** How the columns of the result file are called in a chart. */
const NAMES: Record<string, string> = {
  train_loss: 'Training loss',
  valid_loss: 'Validation loss',
  full_valid_loss: 'Validation loss, whole file',
  train_mean_reward: 'Training reward',
  valid_mean_reward: 'Validation reward',
  full_valid_mean_reward: 'Validation reward, whole file',
};

type Point = [x: number, y: number];

/** What was measured, by the names of OpenAI's columns. */
export type Metrics = Map<string, Point[]>;

/** What a job measured on its way: of one that has ended from its result file, else from its latest events. */
@Service()
export class JobMetrics {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly jobs: TuningJobs,
  ) {}

  async of(job: FineTuningJob): Promise<Metrics> {
    const [file] = job.result_files ?? [];
    if (file !== undefined) return readCsv(await this.download(file));
    if (job.status !== 'running') return new Map();
    const { data } = await this.jobs.events(job.id, { limit: EVENTS });
    return readEvents(data);
  }

  private async download(id: string): Promise<string> {
    const answer = await this.openai.files.content(id);
    const bytes = Buffer.from(await answer.arrayBuffer()).subarray(0, MOST_BYTES);
    const text = bytes.toString('utf8');
    // OpenAI gives result files in base64, or as they are.
    return text.startsWith('step') ? text : Buffer.from(text, 'base64').toString('utf8');
  }
}

/** A table whose first column is the step; empty cells were not measured. */
export function readCsv(text: string): Metrics {
  const [head = '', ...rows] = text.split(/\r?\n/);
  const names = head.split(',').map((name) => name.trim());
  if (names[0] !== 'step') return new Map();
  const metrics: Metrics = new Map();
  for (const row of rows) {
    const cells = row.split(',');
    for (const [at, name] of names.entries()) if (at > 0) enter(metrics, name, cells[0], cells[at]);
  }
  return metrics;
}

function readEvents(events: readonly FineTuningJobEvent[]): Metrics {
  const metrics: Metrics = new Map();
  for (const { data } of events.toReversed()) {
    const { step, ...values } = (data ?? {}) as Record<string, unknown>;
    for (const [name, value] of Object.entries(values)) enter(metrics, name, step, value);
  }
  return metrics;
}

function enter(metrics: Metrics, name: string, step: unknown, value: unknown): void {
  const [x, y] = [numberOf(step), numberOf(value)];
  if (x === undefined || y === undefined || name === 'total_steps') return;
  metrics.set(name, [...(metrics.get(name) ?? []), [x, y]]);
}

const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
};

/** The last value of each, and the least loss of validation with its step. */
export function metricsFacts(metrics: Metrics): Record<string, number> {
  const facts: Record<string, number> = {};
  for (const [name, points] of metrics) facts[name] = points.at(-1)![1];
  const steps = [...metrics.values()].flatMap((points) => points.at(-1)![0]);
  if (steps.length > 0) facts.step = Math.max(...steps);
  const best = (metrics.get('valid_loss') ?? []).toSorted(([, one], [, other]) => one - other)[0];
  if (best !== undefined) Object.assign(facts, { best_valid_loss: best[1], best_step: best[0] });
  return facts;
}

/** The loss of a job over its steps, or its reward; undefined where neither was measured. */
export function chartOf({ id, model, status }: FineTuningJob, metrics: Metrics): LineChart | undefined {
  const named = [...metrics].filter(([name]) => NAMES[name] !== undefined);
  const losses = named.filter(([name]) => name.includes('loss'));
  const shown = losses.length > 0 ? losses : named;
  if (shown.length === 0) return undefined;
  return {
    title: losses.length > 0 ? 'Loss of training' : 'Reward of training',
    remarks: [`${model}, ${status}`, id],
    axis: 'step',
    series: shown.map(([name, points]) => ({ name: NAMES[name]!, points })),
  };
}
