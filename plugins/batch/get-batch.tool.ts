import { IsOptional, IsString, Max, Min } from 'class-validator';
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
import { hasEnded, wordsOn } from './batch-words.js';
import { KNOWN_ERRORS } from './errors.js';
import { KnownBatches } from './known-batches.js';

class GetBatchInput {
  @Describe('Of the batch')
  @IsString()
  id!: string;

  @Describe('For its end')
  @IsOptional()
  @Min(0)
  @Max(600)
  wait_seconds?: number;
}

@Tool({
  name: 'get-batch',
  title: 'Get a batch',
  description: 'See how far a batch is, what failed and what it cost.',
  input: GetBatchInput,
  output: BatchOutput,
  effect: 'additive',
  errors: KNOWN_ERRORS,
})
export class GetBatch {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly lines: BatchLines,
    private readonly jobs: Jobs,
    private readonly known: KnownBatches,
  ) {}

  async run({ id, wait_seconds: wait = 0 }: GetBatchInput, call: ToolCall): Promise<ToolResult<BatchFacts>> {
    const known = await this.known.find(id, call);
    if (wait > 0) await this.jobs.follow(known.job, wait, call);
    const batch = await this.openai.batches.retrieve(id);
    const job = hasEnded(batch) ? await this.known.job(known, call) : undefined;
    const facts = { ...factsOf(batch, this.lines.markName, job), job: known.job };
    return new ToolResult(facts, wordsOn(facts));
  }
}
