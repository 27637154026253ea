import { IsArray, IsObject, IsString } from 'class-validator';
import { type CostLine, type CostSum, CostTracker, RecordOf, Tool, ToolResult } from 'openai-mcp-host/plugin';
import { costTable } from './cost-table.js';

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
    const { since, total, byModel, byTool, byPlugin } = this.costs.report();
    const report = { since, total, by_model: byModel, by_tool: byTool, by_plugin: byPlugin };
    const tables = Object.entries({ Model: byModel, Tool: byTool, Plugin: byPlugin })
      .filter(([, lines]) => lines.length > 0)
      .map(([title, lines]) => costTable(title, lines));
    return new ToolResult(
      report,
      [`Since ${since}`, costTable('', [{ ...total, name: 'Total' }]), ...tables].join('\n\n'),
    );
  }
}
