import { IsArray, IsObject, IsString } from 'class-validator';
import { type CostLine, type CostSum, CostTracker, RecordOf, Tool, ToolResult } from 'openai-mcp-host/plugin';
import { usageText } from './usage-text.js';

class UsageReportOutput {
  @IsString()
  since!: string;

  @RecordOf('number')
  total!: CostSum;

  @IsArray()
  @IsObject({ each: true })
  by_model!: CostLine[];

  @IsArray()
  @IsObject({ each: true })
  by_tool!: CostLine[];

  @IsArray()
  @IsObject({ each: true })
  by_plugin!: CostLine[];
}

@Tool({
  name: 'usage-report',
  title: 'Report usage',
  description: "Say what was spent since the server's start, by model, tool and plugin.",
  output: UsageReportOutput,
  effect: 'read-only',
})
export class UsageReport {
  constructor(private readonly costs: CostTracker) {}

  run(): ToolResult<UsageReportOutput> {
    const report = this.costs.report();
    const { since, total, byModel, byTool, byPlugin } = report;
    return new ToolResult(
      { since, total, by_model: byModel, by_tool: byTool, by_plugin: byPlugin },
      usageText(report),
    );
  }
}
