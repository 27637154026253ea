import { createHash } from 'node:crypto';
import {
  BatchLines,
  Files,
  Provider,
  Shapes,
  Tool,
  type ToolCall,
  ToolError,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { type BatchFacts, factsOf, StartedBatch } from './batch-output.js';
import { BatchOrder } from './create-batch.exact.js';
import { CreateBatchInput } from './create-batch.input.js';
import { Creation } from './creation/creation.js';
import { refuseWithoutBatches } from './creation/unsupported.js';
import { CREATE_ERRORS } from './errors.js';
import { LineFile, MOST_BYTES } from './lines/line-file.js';
import { fromFile, fromRequests, type LineSource } from './lines/line-source.js';

const DEFAULT_URL = '/v1/responses';
const MOST_METADATA = 15;

@Tool({
  name: 'create-batch',
  title: 'Create a batch',
  description: 'Send many requests at half price.',
  input: CreateBatchInput,
  output: StartedBatch,
  effect: 'additive',
  long: 'resumable',
  errors: CREATE_ERRORS,
})
export class CreateBatch {
  constructor(
    private readonly files: Files,
    private readonly lines: BatchLines,
    private readonly lineFile: LineFile,
    private readonly creation: Creation,
    private readonly shapes: Shapes,
    private readonly provider: Provider,
  ) {}

  async run(listed: CreateBatchInput, call: ToolCall): Promise<ToolResult<BatchFacts>> {
    const order = await this.shapes.check(BatchOrder, listed);
    refuseWithoutBatches(this.provider);
    const { defaults = {}, metadata = {}, output_expires_after } = order;
    refuseMetadata(metadata);
    const source = await this.sourceOf(order);
    const wanted = { url: order.file === undefined ? urlOf(order) : order.endpoint, defaults };

    const { url, count, hash } = await this.lineFile.check(source, wanted, call);
    const options = { metadata, ...(output_expires_after && { output_expires_after }) };
    const { batch, job } = await this.creation.create(
      {
        ...{ url, count, options },
        key: createHash('sha256')
          .update(JSON.stringify([url, hash, options]))
          .digest('hex'),
        title: `Batch of ${count} request${count === 1 ? '' : 's'} to ${url}`,
        file: () => this.lineFile.write(source, wanted, call),
      },
      call,
    );
    return new ToolResult(
      { ...factsOf(batch, this.lines.markName, job), counts: { total: count } },
      `The batch ${batch.id} of ${count} request${count === 1 ? '' : 's'} is ${batch.status}. get-batch tells how far it is, get-batch-results has the answers once it has ended, within 24 hours.`,
    );
  }

  private async sourceOf({ requests, file, endpoint = DEFAULT_URL }: BatchOrder): Promise<LineSource> {
    if ((requests === undefined) === (file === undefined))
      throw new ToolError(
        'PARAMETERS_CONFLICT',
        'A batch is made either of requests or of a file.',
        requests === undefined ? 'Give one of them.' : 'Leave one of them out.',
      );
    if (requests !== undefined) return () => fromRequests(requests, endpoint);
    const opened = await this.files.open(file!, { maxBytes: MOST_BYTES });
    return () => fromFile(opened);
  }
}

const urlOf = ({ endpoint = DEFAULT_URL }: BatchOrder): string => endpoint;

function refuseMetadata(metadata: Record<string, string>): void {
  const pairs = Object.entries(metadata);
  if (pairs.length <= MOST_METADATA && pairs.every(([key, text]) => key.length <= 64 && text.length <= 512))
    return;
  throw new ToolError(
    'INPUT_INVALID',
    `metadata takes ${MOST_METADATA} texts of at most 512 characters, under names of at most 64.`,
  );
}
