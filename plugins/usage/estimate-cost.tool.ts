import { IsArray, IsNumber, IsObject, IsOptional, IsString } from 'class-validator';
import {
  type CallEstimate,
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

  @RecordOf('any')
  arguments: Record<string, unknown> = {};
}

class EstimateCostOutput {
  @Describe('USD; null: not known')
  @IsNumber()
  @Nullable()
  most_usd!: number | null;

  @IsOptional()
  @IsNumber()
  likely_usd?: number;

  @IsArray()
  @IsObject({ each: true })
  requests!: RequestEstimate[];

  @IsString({ each: true })
  notes!: string[];
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
  constructor(private readonly estimates: Estimates) {}

  async run(input: EstimateCostInput): Promise<ToolResult<EstimateCostOutput>> {
    const estimate: CallEstimate = await this.estimates.estimate(input.tool, input.arguments);
    const { mostUsd, likelyUsd, requests, notes } = estimate;
    return new ToolResult(
      { most_usd: mostUsd, ...(likelyUsd === undefined ? {} : { likely_usd: likelyUsd }), requests, notes },
      estimateText(estimate),
    );
  }
}
