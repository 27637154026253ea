import { IsArray, IsBoolean, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { BatchLines, Describe, OpenAIClient, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { type BatchFacts, factsOf } from './batch-output.js';
import { KnownBatches } from './known-batches.js';

/** Batches of the OpenAI project that are looked at, at most. */
const MOST_SEEN = 1000;
const PAGE = 100;

class ListBatchesInput {
  @Describe('How many')
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;

  @Describe('Last id of the page before')
  @IsOptional()
  @IsString()
  after?: string;
}

class ListBatchesOutput {
  @IsArray()
  batches!: BatchFacts[];

  @IsBoolean()
  has_more!: boolean;
}

@Tool({
  name: 'list-batches',
  title: 'List batches',
  description: 'The batches that were created here, newest first.',
  input: ListBatchesInput,
  output: ListBatchesOutput,
  effect: 'additive',
})
export class ListBatches {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly lines: BatchLines,
    private readonly known: KnownBatches,
  ) {}

  async run({ limit, after }: ListBatchesInput, call: ToolCall): Promise<ToolResult<ListBatchesOutput>> {
    const { markName } = this.lines;
    const batches: BatchFacts[] = [];
    let hasMore = false;
    let seen = 0;
    for await (const batch of this.openai.batches.list({ limit: PAGE, ...(after && { after }) })) {
      seen += 1;
      hasMore = batches.length === limit || seen > MOST_SEEN;
      if (hasMore) break;
      if (batch.metadata?.[markName] === undefined || !(await this.known.has(batch.id, call))) continue;
      batches.push(factsOf(batch, markName));
    }
    return new ToolResult({ batches, has_more: hasMore }, textOf(batches, hasMore));
  }
}

function textOf(batches: readonly BatchFacts[], hasMore: boolean): string {
  if (batches.length === 0) return hasMore ? 'None among the latest.' : 'No batch was created here.';
  const lines = batches.map(({ id, status, counts, endpoint, created_at: at }) => {
    const { total = 0, completed = 0, failed = 0 } = (counts ?? {}) as Record<string, number>;
    return `${id} · ${status} · ${completed} of ${total}, ${failed} failed · ${endpoint} · ${at}`;
  });
  return [...lines, ...(hasMore ? [`More: after ${batches.at(-1)?.id}.`] : [])].join('\n');
}
