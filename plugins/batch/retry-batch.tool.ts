import { createHash } from 'node:crypto';
import { IsString } from 'class-validator';
import { BatchLines, Describe, Tool, type ToolCall, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { type BatchFacts, factsOf, StartedBatch } from './batch-output.js';
import { Creation } from './creation/creation.js';
import { CREATE_ERRORS, KNOWN_ERRORS } from './errors.js';
import { LineFile } from './lines/line-file.js';
import type { GivenLine } from './lines/line-source.js';
import { type BatchResults, ResultFiles } from './results/result-files.js';

class RetryBatchInput {
  @Describe('Of the batch')
  @IsString()
  id!: string;
}

@Tool({
  name: 'retry-batch',
  title: 'Retry a batch',
  description: 'Send the requests of a batch that failed or were not done again, as a new batch.',
  input: RetryBatchInput,
  output: StartedBatch,
  effect: 'additive',
  long: 'resumable',
  errors: {
    ...KNOWN_ERRORS,
    ...CREATE_ERRORS,
    BATCH_NOT_DONE: 'The batch has not ended.',
    BATCH_FAILED: 'None of its requests was done.',
    NOTHING_TO_RETRY: 'Every request of the batch was answered, or OpenAI has its file no more.',
  },
})
export class RetryBatch {
  constructor(
    private readonly lines: BatchLines,
    private readonly results: ResultFiles,
    private readonly lineFile: LineFile,
    private readonly creation: Creation,
  ) {}

  async run({ id }: RetryBatchInput, call: ToolCall): Promise<ToolResult<BatchFacts>> {
    const results = await this.results.open(id, call);
    const source = () => unanswered(results);
    if ((await source().next()).done) throw nothingLeft(id);
    const wanted = { url: results.url, defaults: {} };

    const { url, count, hash } = await this.lineFile.check(source, wanted, call);
    const options = { metadata: { retry_of: id } };
    const { batch, job } = await this.creation.create(
      {
        ...{ url, count, options },
        key: createHash('sha256')
          .update(JSON.stringify([url, hash, options]))
          .digest('hex'),
        title: `Retry of ${id}: ${count} request${count === 1 ? '' : 's'} to ${url}`,
        file: () => this.lineFile.write(source, wanted, call),
      },
      call,
    );
    return new ToolResult(
      { ...factsOf(batch, this.lines.markName, job), counts: { total: count } },
      `The batch ${batch.id} sends ${count} request${count === 1 ? '' : 's'} of ${id} again; it is ${batch.status}.`,
    );
  }
}

async function* unanswered({ url, read }: BatchResults): AsyncGenerator<GivenLine> {
  for await (const { custom_id, response, request: body } of read())
    if (response === null && body !== null)
      yield { place: custom_id, request: { custom_id, method: 'POST', url, body } };
}

const nothingLeft = (id: string) =>
  new ToolError(
    'NOTHING_TO_RETRY',
    `The batch ${id} has no request left that could be sent again.`,
    'get-batch-results has its answers.',
  );
