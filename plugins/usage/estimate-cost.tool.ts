import { IsArray, IsNumber, IsObject, IsOptional, IsString } from 'class-validator';
import {
  type CallEstimate,
  CostTracker,
  Describe,
  Estimates,
  Nullable,
  RecordOf,
  type RequestEstimate,
  Tool,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { estimateText } from './estimate-text.js';

class EstimateCostInput {
  @IsString()
  tool!: string;

  @IsOptional()
  @RecordOf('any')
  arguments?: Record<string, unknown>;
}

/** What is listed of the output. */
class EstimateCostOutput {
  @Describe('null: not known')
  @IsNumber()
  @Nullable()
  most_usd!: number | null;

  @IsOptional()
  @IsNumber()
  likely_usd?: number;

  @IsArray()
  @IsObject({ each: true })
  requests!: RequestEstimate[];
}

interface EstimatedCost extends EstimateCostOutput {
  notes: string[];
}

@Tool({
  name: 'estimate-cost',
  title: 'Estimate cost',
  description: 'Say what a call of a tool would cost at most, without making it.',
  input: EstimateCostInput,
  output: EstimateCostOutput,
  effect: 'read-only',
})
export class EstimateCost {
  constructor(
    private readonly estimates: Estimates,
    private readonly costs: CostTracker,
  ) {}

  async run(input: EstimateCostInput): Promise<ToolResult<EstimatedCost>> {
    const estimate: CallEstimate = await this.estimates.estimate(input.tool, input.arguments ?? {});
    estimate.notes.push(...(await this.refusals(estimate)));
    const { mostUsd, likelyUsd, requests, notes } = estimate;
    return new ToolResult(
      { most_usd: mostUsd, ...(likelyUsd === undefined ? {} : { likely_usd: likelyUsd }), requests, notes },
      estimateText(estimate),
    );
  }

  /** What a budget over everything would say to it now; that of a single tool or model is for the call to find. */
  private async refusals({ mostUsd }: CallEstimate): Promise<string[]> {
    const budgets = await this.costs.budgets().catch(() => []);
    return budgets
      .filter(({ on, mode, leftUsd }) => on === 'all' && mode === 'hard' && (mostUsd ?? 0) > leftUsd)
      .map(
        ({ window, leftUsd }) =>
          `The call would be refused now: the budget per ${window} has $${leftUsd.toFixed(6)} left.`,
      );
  }
}
