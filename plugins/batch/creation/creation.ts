import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Batch, BatchCreateParams } from 'openai/resources/batches';
import {
  BatchLines,
  type Job,
  Jobs,
  type Kept,
  type Leased,
  LeasedRecord,
  OpenAIClient,
  type OpenedFile,
  Provider,
  Records,
  Service,
  type ToolCall,
} from 'openai-mcp-host/plugin';
import { KnownBatches } from '../known-batches.js';
import type { CreationState } from './creation-state.js';
import { findBatch, findUpload } from './lost-answers.js';
import { explained } from './unsupported.js';

const KIND = 'creation';
const DAY_MS = 86_400_000;
const LOOK_MS = 500;
const OVER: ReadonlySet<string> = new Set(['failed', 'cancelling', 'cancelled', 'expired']);

/** A batch that is to be there, once. */
export interface Wanted {
  /** The same for what is the same. */
  key: string;
  url: string;
  count: number;
  title: string;
  options: Pick<BatchCreateParams, 'output_expires_after'> & { metadata: Record<string, string> };
  /** Its file, made when it is needed. */
  file(): Promise<OpenedFile>;
}

export interface Created {
  batch: Batch;
  job: Job;
}

/**
 * Creates a batch once, however often it is asked for and wherever it was cut off: before each step it is written down that it is
 * to come, and whoever goes on looks first whether it has.
 */
@Service()
export class Creation {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly lines: BatchLines,
    private readonly records: Records,
    private readonly jobs: Jobs,
    private readonly known: KnownBatches,
    private readonly provider: Provider,
  ) {}

  async create(wanted: Wanted, call: ToolCall): Promise<Created> {
    for (;;) {
      const kept = await this.records.get<Leased<CreationState>>(KIND, wanted.key, call);
      const there = await this.existing(kept, wanted, call);
      if (there !== undefined) return there;
      if (LeasedRecord.heldUntil(kept) !== undefined) {
        call.progress(undefined, 'Another call creates this very batch');
        await wait(LOOK_MS, undefined, { signal: call.signal });
        continue;
      }
      const record = await this.take(kept, wanted, call);
      if (record === undefined) continue;
      try {
        return await this.goOn(record, wanted, call);
      } catch (error) {
        throw explained(error, this.provider);
      } finally {
        await record.release();
      }
    }
  }

  /** The batch that was created of the same requests within a day, unless it came to nothing. */
  private async existing(
    kept: Kept<CreationState> | undefined,
    wanted: Wanted,
    call: ToolCall,
  ): Promise<Created | undefined> {
    const { step, batch: id, at } = kept?.value ?? {};
    if (step !== 'created' || id === undefined || Date.now() - (at ?? 0) > DAY_MS) return undefined;
    const batch = await this.openai.batches.retrieve(id).catch(unlessGone);
    if (batch === undefined || OVER.has(batch.status)) return undefined;
    const created = await this.follow(batch, wanted, call);
    call.note(
      `This batch was created before, at ${new Date(at!).toISOString()}, of the same requests; nothing was sent again. Other metadata make another one.`,
    );
    return created;
  }

  private take(
    found: Kept<Leased<CreationState>> | undefined,
    { key: id }: Wanted,
    call: ToolCall,
  ): Promise<LeasedRecord<CreationState> | undefined> {
    const value: CreationState =
      found !== undefined && found.value.step !== 'created'
        ? found.value
        : { mark: randomUUID(), step: 'uploading', at: Date.now() };
    return LeasedRecord.take(this.records, KIND, { id, found, value }, call);
  }

  private async goOn(record: LeasedRecord<CreationState>, wanted: Wanted, call: ToolCall): Promise<Created> {
    const { mark, at } = record.value;
    const found =
      record.value.step === 'creating'
        ? await findBatch(this.openai, this.lines.markName, mark, at)
        : undefined;
    const batch = found ?? (await this.make(record, wanted, call));
    await record.write({ step: 'created', batch: batch.id });
    return this.follow(batch, wanted, call);
  }

  private async make(record: LeasedRecord<CreationState>, wanted: Wanted, call: ToolCall): Promise<Batch> {
    const { mark } = record.value;
    const file = record.value.file_id ?? (await this.upload(record, wanted, call));
    await record.write({ step: 'creating', file_id: file });
    try {
      return await this.openai.batches.create({
        input_file_id: file,
        endpoint: wanted.url as BatchCreateParams['endpoint'],
        completion_window: '24h',
        ...wanted.options,
        metadata: { ...wanted.options.metadata, [this.lines.markName]: mark },
      });
    } catch (error) {
      if (isRefusal(error)) await record.write({ mark: randomUUID(), step: 'uploading', file_id: undefined });
      throw error;
    }
  }

  private async upload(record: LeasedRecord<CreationState>, wanted: Wanted, call: ToolCall): Promise<string> {
    const { mark } = record.value;
    const name = `batch-${mark}.jsonl`;
    const lost = isResumed(record) ? await findUpload(this.openai, name) : undefined;
    if (lost !== undefined) return lost;
    const file = await wanted.file();
    try {
      call.progress(
        undefined,
        `Uploading ${wanted.count} request${wanted.count === 1 ? '' : 's'}, ${file.size} bytes`,
      );
      const content = new File([file.blob], name, { type: 'application/jsonl' });
      const { id } = await this.openai.files.create({ purpose: 'batch', file: content });
      await record.write({ step: 'uploaded', file_id: id });
      return id;
    } finally {
      await file.close();
    }
  }

  /** Puts a batch on record, with a job that follows it. */
  private async follow(batch: Batch, { url, count, title }: Wanted, call: ToolCall): Promise<Created> {
    const known = (await this.known.has(batch.id, call)) ? await this.known.find(batch.id, call) : undefined;
    const followed = known === undefined ? undefined : await this.known.job(known, call);
    if (followed !== undefined) return { batch, job: followed };
    const job = await this.jobs.start({ kind: 'batch', workId: batch.id, title, answer: batch }, call);
    await this.known.keep(batch.id, { ...known, job: job.id, url, count }, call);
    return { batch, job };
  }
}

/** Whether another call has begun with it, and was cut off. */
const isResumed = ({ before }: LeasedRecord<CreationState>): boolean =>
  before !== undefined && before.step !== 'created';

function unlessGone(error: unknown): undefined {
  if ((error as { status?: number }).status !== 404) throw error;
}

/** Whether OpenAI has answered that it will not: its file may be the reason. */
function isRefusal(error: unknown): boolean {
  const { status = 0 } = error as { status?: number };
  return status === 400 || status === 404;
}
