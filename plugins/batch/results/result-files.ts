import {
  BatchLines,
  type BatchResult,
  Files,
  type Job,
  OpenAIClient,
  type OpenedFile,
  Service,
  type StoredFile,
  type ToolCall,
  ToolError,
} from 'openai-mcp-host/plugin';
import { hasEnded } from '../batch-words.js';
import { KnownBatches } from '../known-batches.js';
import { linesOf } from '../lines/lines-of.js';

const MOST_BYTES = 64 * 1024 ** 3;
/** Of one answer, pictures included. */
const LONGEST_BYTES = 512 * 1024 * 1024;

/** The results of a batch, as a file that is made once and kept. */
export interface BatchResults {
  stored: StoredFile;
  /** Of the requests, such as `/v1/responses`. */
  url: string;
  total: number;
  read(): AsyncGenerator<BatchResult>;
}

@Service()
export class ResultFiles {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly lines: BatchLines,
    private readonly files: Files,
    private readonly known: KnownBatches,
  ) {}

  /** @throws ToolError `BATCH_NOT_FOUND`; `BATCH_NOT_DONE`; `BATCH_FAILED`. */
  async open(id: string, call: ToolCall): Promise<BatchResults> {
    const known = await this.known.find(id, call);
    const job = await this.known.job(known, call);
    const name = nameIn(job) ?? known.results;
    const stored =
      (name === undefined ? undefined : await this.files.find(name)) ?? (await this.make(id, call));
    if (stored.name !== known.results) await this.known.keep(id, { ...known, results: stored.name }, call);
    let opened: OpenedFile | undefined;
    const open = async () => (opened ??= await this.files.open(stored.uri, { maxBytes: MOST_BYTES }));
    return { stored, url: known.url, total: known.count, read: () => readFrom(open) };
  }

  private async make(id: string, call: ToolCall): Promise<StoredFile> {
    const batch = await this.openai.batches.retrieve(id);
    const { completed = 0, failed = 0, total = 0 } = batch.request_counts ?? {};
    if (!hasEnded(batch))
      throw new ToolError(
        'BATCH_NOT_DONE',
        `The batch ${id} is ${batch.status}: ${completed + failed} of ${total} requests are done.`,
        'Its results come when it has ended: get-batch with wait_seconds, or later.',
      );
    if (!batch.output_file_id && !batch.error_file_id)
      throw new ToolError(
        'BATCH_FAILED',
        `The batch ${id} is ${batch.status}, and none of its requests was done.`,
        batch.status === 'failed'
          ? 'get-batch says why. Put that right, and create it again.'
          : 'create-batch sends them anew.',
      );
    call.progress(undefined, `Putting ${total} results together`);
    return this.lines.results(batch);
  }
}

const nameIn = (job: Job | undefined): string | undefined =>
  typeof job?.data?.file === 'string' ? job.data.file : undefined;

async function* readFrom(open: () => Promise<OpenedFile>): AsyncGenerator<BatchResult> {
  const { blob } = await open();
  for await (const { text } of linesOf(blob, LONGEST_BYTES)) yield JSON.parse(text) as BatchResult;
}
