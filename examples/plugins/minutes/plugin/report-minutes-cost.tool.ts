import { IsInt, IsNumber } from 'class-validator';
import { CostTracker, Tool, ToolResult } from 'openai-mcp-host/plugin';

class ReportMinutesCostOutput {
  @IsInt()
  requests!: number;

  @IsInt()
  tokens!: number;

  @IsNumber()
  costUsd!: number;
}

@Tool({
  name: 'report-minutes-cost',
  title: 'Report the cost of minutes',
  description: "Say what minutes have cost since the server's start: requests, tokens, USD.",
  output: ReportMinutesCostOutput,
  effect: 'read-only',
})
export class ReportMinutesCost {
  constructor(private readonly costs: CostTracker) {}

  run(): ToolResult<ReportMinutesCostOutput> {
    const { requests, inputTokens, outputTokens, costUsd } = this.costs.own();
    const tokens = inputTokens + outputTokens;
    return new ToolResult(
      { requests, tokens, costUsd },
      `${requests} requests, ${tokens} tokens, $${costUsd.toFixed(6)}.`,
    );
  }
}
