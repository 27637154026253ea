import { IsString } from 'class-validator';
import {
  BatchLines,
  Describe,
  Jobs,
  OpenAIClient,
  Tool,
  type ToolCall,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { type BatchFacts, BatchOutput, factsOf } from './batch-output.js';
import { wordsOn } from './batch-words.js';
import { KNOWN_ERRORS } from './errors.js';
import { KnownBatches } from './known-batches.js';

class CancelBatchInput {
  @Describe('Of the batch')
  @IsString()
  id!: string;
}

@Tool({
  name: 'cancel-batch',
  title: 'Cancel a batch',
  description: 'Stop a batch; what is done stays, and is charged.',
  input: CancelBatchInput,
  output: BatchOutput,
  // It ends only what was begun here, as cancel-job does, and has to be there where destructive tools are off.
  effect: 'additive',
  errors: KNOWN_ERRORS,
})
export class CancelBatch {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly lines: BatchLines,
    private readonly jobs: Jobs,
    private readonly known: KnownBatches,
  ) {}

  async run({ id }: CancelBatchInput, call: ToolCall): Promise<ToolResult<BatchFacts>> {
    const known = await this.known.find(id, call);
    const job = await this.jobs.cancel(known.job, call);
    const facts = factsOf(await this.openai.batches.retrieve(id), this.lines.markName, job);
    return new ToolResult(facts, wordsOn(facts));
  }
}
