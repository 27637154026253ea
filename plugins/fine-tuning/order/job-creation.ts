import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FineTuningJob, JobCreateParams } from 'openai/resources/fine-tuning/jobs/jobs';
import {
  BatchLines,
  type Kept,
  type Leased,
  LeasedRecord,
  Records,
  Service,
  type ToolCall,
  ToolError,
} from 'openai-mcp-host/plugin';
import { TuningJobs } from '../jobs/tuning-jobs.js';
import { isRefusal } from './is-refusal.js';
import type { OrderState } from './order-state.js';
import { type TrainingFile, TrainingUpload } from './training-upload.js';

const KIND = 'order';
const DAY_MS = 86_400_000;
const LOOK_MS = 500;
/** Clocks may differ by so much. */
const SLACK_MS = 3_600_000;
const PAGE = 100;
const MOST_METADATA = 16;
const CAME_TO_NOTHING: ReadonlySet<string> = new Set(['failed', 'cancelled']);

/** A job that is to be there, once. */
export interface Wanted {
  /** The same for what is the same. */
  key: string;
  order: Omit<JobCreateParams, 'training_file' | 'validation_file'>;
  files: readonly TrainingFile[];
}

/**
 * Creates a fine-tuning job once, however often it is asked for and wherever it was cut off. OpenAI knows no idempotency keys here: a mark in
 * the job's metadata is what it is found by.
 */
@Service()
export class JobCreation {
  constructor(
    private readonly records: Records,
    private readonly lines: BatchLines,
    private readonly tuning: TuningJobs,
    private readonly uploads: TrainingUpload,
  ) {}

  /** The job that was created of the same order within a day, unless it came to nothing, or by a call that was cut off. */
  async existing(key: string, call: ToolCall): Promise<FineTuningJob | undefined> {
    for (;;) {
      const kept = await this.find(key, call);
      if (kept === undefined) return undefined;
      const { step, at } = kept.value;
      if (step === 'created') return Date.now() - at > DAY_MS ? undefined : this.created(kept, call);
      if (LeasedRecord.heldUntil(kept) !== undefined) {
        call.progress(undefined, 'Another call creates this very job');
        await wait(LOOK_MS, undefined, { signal: call.signal });
        continue;
      }
      return step === 'creating' ? this.lost(kept.value, call) : undefined;
    }
  }

  async create(wanted: Wanted, call: ToolCall): Promise<FineTuningJob> {
    for (;;) {
      const there = await this.existing(wanted.key, call);
      if (there !== undefined) return there;
      const record = await this.take(wanted.key, call);
      if (record === undefined) {
        await wait(LOOK_MS, undefined, { signal: call.signal });
        continue;
      }
      try {
        return await this.goOn(record, wanted, call);
      } finally {
        await record.release();
      }
    }
  }

  private async created({ value }: Kept<OrderState>, call: ToolCall): Promise<FineTuningJob | undefined> {
    const job = await this.tuning.retrieve(value.job!).catch(unlessGone);
    if (job === undefined || CAME_TO_NOTHING.has(job.status)) return undefined;
    call.note(
      `This job was created before, at ${new Date(value.at).toISOString()}, by the same order; nothing was sent again. Another suffix, seed or metadata make another one.`,
    );
    return job;
  }

  /** The job of a call that has not heard whether it was started; newest come first. */
  private async lost({ mark, at }: OrderState, call: ToolCall): Promise<FineTuningJob | undefined> {
    let after: string | undefined;
    for (;;) {
      const { data, hasMore } = await this.tuning.list({ limit: PAGE, after });
      const found = data.find(({ metadata }) => metadata?.[this.lines.markName] === mark);
      if (found !== undefined) {
        call.note('An earlier call had started this very job; nothing was sent again.');
        return found;
      }
      const last = data.at(-1);
      if (!hasMore || last === undefined || last.created_at * 1000 < at - SLACK_MS) return undefined;
      after = last.id;
    }
  }

  /** One that has all the metadata that OpenAI takes is not found again. */
  private marked(metadata: JobCreateParams['metadata'], mark: string): Record<string, string> {
    const given = { ...metadata };
    return Object.keys(given).length < MOST_METADATA ? { ...given, [this.lines.markName]: mark } : given;
  }

  private find(key: string, call: ToolCall): Promise<Kept<Leased<OrderState>> | undefined> {
    return this.records.get<Leased<OrderState>>(KIND, key, call);
  }

  private async take(key: string, call: ToolCall): Promise<LeasedRecord<OrderState> | undefined> {
    const found = await this.find(key, call);
    const value: OrderState =
      found !== undefined && found.value.step !== 'created'
        ? found.value
        : { mark: randomUUID(), step: 'uploading', at: Date.now() };
    return LeasedRecord.take(this.records, KIND, { id: key, found, value }, call);
  }

  private async goOn(
    record: LeasedRecord<OrderState>,
    { order, files }: Wanted,
    call: ToolCall,
  ): Promise<FineTuningJob> {
    const { before, value } = record;
    const { mark } = value;
    const isResumed = before !== undefined && before.step !== 'created';
    const { ids, fresh } = await this.uploads.upload(files, { mark, isResumed }, call);
    const [training_file = '', validation_file] = ids;
    await record.write({ step: 'creating' });
    try {
      const job = await this.tuning.create({
        ...{ ...order, training_file },
        ...(validation_file !== undefined && { validation_file }),
        metadata: this.marked(order.metadata, mark),
      });
      await record.write({ step: 'created', job: job.id, at: Date.now() });
      return job;
    } catch (error) {
      if (isRefusal(error)) {
        await this.uploads.remove(fresh, call);
        await record.write({ mark: randomUUID(), step: 'uploading' });
      }
      throw error;
    }
  }
}

function unlessGone(error: unknown): undefined {
  if (!ToolError.is(error) || error.code !== 'FINE_TUNING_JOB_NOT_FOUND') throw error;
}
