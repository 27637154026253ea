import { randomBytes } from 'node:crypto';
import { ApiError } from './api-error.js';
import { type BatchLine, readBatchFile } from './batch-file-faults.js';
import type { KeptFiles } from './kept-files.js';
import type { WireJson } from './wire-json.js';

/** Answers one line, as its endpoint would. */
export type RunLine = (path: string, body: WireJson) => Promise<{ status: number; body: WireJson }>;

const seconds = () => Math.floor(Date.now() / 1000);
const token = () => randomBytes(12).toString('hex');
const ENDED = new Set(['failed', 'completed', 'cancelled']);
/** Looks in which all lines are run. */
const LOOKS = 2;

/** A batch that gets on with every look at it, and really asks what its lines ask. */
export class BatchRun {
  private lines: BatchLine[] = [];
  private done = 0;
  private readonly answers: string[] = [];
  private readonly failures: string[] = [];
  private looking: Promise<void> = Promise.resolve();

  constructor(
    readonly facts: WireJson,
    private readonly files: KeptFiles,
    private readonly run: RunLine,
  ) {}

  /** As it stands at the next look; one look after the other. */
  async look(): Promise<WireJson> {
    this.looking = this.looking.then(() => this.advance());
    await this.looking;
    return this.facts;
  }

  cancel(): WireJson {
    const { status } = this.facts;
    if (ENDED.has(status)) throw new ApiError(409, `Cannot cancel a batch with status '${status}'.`);
    if (status !== 'cancelling') this.enter('cancelling');
    return this.facts;
  }

  private async advance(): Promise<void> {
    const { status } = this.facts;
    if (status === 'validating') this.validate();
    else if (status === 'in_progress') await this.runSome();
    else if (status === 'finalizing') this.finish('completed');
    else if (status === 'cancelling') this.finish('cancelled');
  }

  private validate(): void {
    const text = this.files.retrieveContent(this.facts.input_file_id).bytes.toString('utf8');
    const { lines, faults } = readBatchFile(text, this.facts.endpoint);
    if (faults.length > 0) {
      this.facts.errors = { object: 'list', data: faults };
      this.enter('failed');
      return;
    }
    this.lines = lines;
    this.facts.model = lines[0]?.body.model;
    this.facts.request_counts.total = lines.length;
    this.enter('in_progress');
  }

  private async runSome(): Promise<void> {
    const next = Math.min(this.lines.length, this.done + Math.ceil(this.lines.length / LOOKS));
    for (; this.done < next && this.facts.status === 'in_progress'; this.done += 1)
      await this.runLine(this.lines[this.done]!);
    if (this.done === this.lines.length && this.facts.status === 'in_progress') this.enter('finalizing');
  }

  private async runLine({ custom_id, body }: BatchLine): Promise<void> {
    const answer = await this.run(this.facts.endpoint.replace(/^\/v1/, ''), body);
    const isGood = answer.status < 400;
    const response = { status_code: answer.status, request_id: token(), body: answer.body };
    const line = JSON.stringify({ id: `batch_req_${token()}`, custom_id, response, error: null });
    (isGood ? this.answers : this.failures).push(line);
    this.facts.request_counts[isGood ? 'completed' : 'failed'] += 1;
    if (isGood) this.count(answer.body.usage ?? {});
  }

  private count(one: WireJson): void {
    const { usage } = this.facts;
    const input = one.input_tokens ?? one.prompt_tokens ?? 0;
    const output = one.output_tokens ?? one.completion_tokens ?? 0;
    usage.input_tokens += input;
    usage.output_tokens += output;
    usage.total_tokens += input + output;
    const details = one.input_tokens_details ?? one.prompt_tokens_details;
    usage.input_tokens_details.cached_tokens += details?.cached_tokens ?? 0;
  }

  private finish(status: 'completed' | 'cancelled'): void {
    this.facts.output_file_id = this.fileOf(this.answers, 'output');
    this.facts.error_file_id = this.fileOf(this.failures, 'error');
    this.enter(status);
  }

  private fileOf(lines: readonly string[], kind: string): string | undefined {
    if (lines.length === 0) return undefined;
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    const filename = `${this.facts.id}_${kind}.jsonl`;
    const seconds = this.facts.keeps;
    return this.files.add({ filename, purpose: 'batch_output', bytes, seconds }).id;
  }

  private enter(status: string): void {
    this.facts.status = status;
    this.facts[`${status}_at`] = seconds();
  }
}
