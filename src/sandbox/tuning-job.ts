import { badRequest } from './api-error.js';
import type { KeptFiles } from './kept-files.js';
import { readTrainingFile } from './training-file.js';
import { resultCsv, type TrainingStep, trainingSteps } from './training-run.js';
import { TuningEvents } from './tuning-events.js';
import type { WireJson } from './wire-json.js';

const ENDED = new Set(['succeeded', 'failed', 'cancelled']);
/** Parts of the training that are done from one look to the next. */
const PARTS = 3;

/** A fine-tuning job, which gets on with every look at it. */
export class TuningJob {
  readonly events: TuningEvents;
  readonly checkpoints: WireJson[] = [];
  private steps: TrainingStep[] = [];
  private part = 0;

  constructor(
    private readonly job: WireJson,
    private readonly files: KeptFiles,
  ) {
    this.events = new TuningEvents();
    this.events.say(`Created fine-tuning job: ${job.id}`);
    this.events.say(`Validating training file: ${job.training_file}`);
  }

  get facts(): WireJson {
    return this.job;
  }

  /** As it stands at the next look. */
  look(): WireJson {
    const { status } = this.job;
    if (status === 'validating_files') this.validate();
    else if (status === 'queued') this.start();
    else if (status === 'running') this.train();
    return this.job;
  }

  cancel(): WireJson {
    if (ENDED.has(this.job.status)) throw badRequest(`Job has already completed: ${this.job.id}`, null);
    this.job.status = 'cancelled';
    this.job.finished_at = seconds();
    this.job.estimated_finish = null;
    if (this.part > 0) this.job.trained_tokens = Math.floor((this.trainedTokens() * this.part) / PARTS);
    this.events.say('The job was cancelled', 'warn');
    return this.job;
  }

  pause(): WireJson {
    if (this.job.status !== 'running')
      throw badRequest(`Job ${this.job.id} is ${this.job.status}; only a running job can be paused.`, null);
    this.job.status = 'paused';
    this.job.estimated_finish = null;
    this.events.say('The job was paused');
    return this.job;
  }

  resume(): WireJson {
    if (this.job.status !== 'paused')
      throw badRequest(`Job ${this.job.id} is ${this.job.status}; only a paused job can be resumed.`, null);
    this.job.status = 'running';
    this.events.say('The job was resumed');
    return this.job;
  }

  private validate(): void {
    const { training_file: training, validation_file: validation } = this.job;
    const error =
      readTrainingFile(this.files, training, 'training_file').error ??
      (validation === null ? null : readTrainingFile(this.files, validation, 'validation_file').error);
    if (error === null) {
      this.job.status = 'queued';
      this.events.say('Files validated, moving job to queued state');
      return;
    }
    Object.assign(this.job, { status: 'failed', error, finished_at: seconds() });
    this.events.say(error.message, 'error');
  }

  private start(): void {
    const { examples } = readTrainingFile(this.files, this.job.training_file, 'training_file');
    const count = Math.ceil((examples * this.hyperparameters.n_epochs) / this.hyperparameters.batch_size);
    this.steps = trainingSteps(
      `${this.job.seed} ${this.job.model}`,
      count,
      this.job.validation_file !== null,
    );
    this.job.status = 'running';
    this.job.estimated_finish = seconds() + 600;
    this.events.say('Fine-tuning job started');
  }

  private train(): void {
    const from = Math.floor((this.steps.length * this.part) / PARTS);
    this.part += 1;
    const to = Math.floor((this.steps.length * this.part) / PARTS);
    const done = this.steps.slice(from, to);
    for (const step of done) this.events.measure(step, this.steps.length);
    const last = done.at(-1);
    if (last !== undefined) this.keepCheckpoint(last);
    if (this.part >= PARTS) this.succeed();
  }

  private succeed(): void {
    const { id } = this.files.add({
      filename: 'step_metrics.csv',
      purpose: 'fine-tune-results',
      bytes: resultCsv(this.steps),
    });
    Object.assign(this.job, {
      status: 'succeeded',
      finished_at: seconds(),
      estimated_finish: null,
      fine_tuned_model: this.nameOf(),
      trained_tokens: this.trainedTokens(),
      result_files: [id],
    });
    this.events.say('New fine-tuned model created');
    this.events.say('The job has successfully completed');
  }

  private keepCheckpoint({ step, ...metrics }: TrainingStep): void {
    const isLast = this.part >= PARTS;
    this.checkpoints.push({
      object: 'fine_tuning.job.checkpoint',
      id: `ftckpt_${crypto.randomUUID().replaceAll('-', '').slice(0, 24)}`,
      created_at: seconds(),
      fine_tuned_model_checkpoint: isLast ? this.nameOf() : `${this.nameOf()}:ckpt-step-${step}`,
      fine_tuning_job_id: this.job.id,
      metrics: {
        step,
        train_loss: metrics.trainLoss,
        train_mean_token_accuracy: metrics.trainAccuracy,
        ...(metrics.validLoss !== null && {
          valid_loss: metrics.validLoss,
          valid_mean_token_accuracy: metrics.validAccuracy,
        }),
      },
      step_number: step,
    });
    this.events.say(`Checkpoint created at step ${step}`);
  }

  private get hyperparameters(): { n_epochs: number; batch_size: number } {
    return this.job.hyperparameters;
  }

  private nameOf(): string {
    const { model, user_provided_suffix: suffix, id } = this.job;
    const base = model.startsWith('ft:') ? model.split(':')[1] : model;
    return `ft:${base}:sandbox:${suffix ?? ''}:${id.slice(-8)}`;
  }

  private trainedTokens(): number {
    const { tokens } = readTrainingFile(this.files, this.job.training_file, 'training_file');
    return tokens * this.hyperparameters.n_epochs;
  }
}

export const seconds = (): number => Math.floor(Date.now() / 1000);
