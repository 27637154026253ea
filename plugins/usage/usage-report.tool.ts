import { IsBoolean, IsIn, IsOptional, IsString } from 'class-validator';
import {
  type CostKey,
  type CostPeriod,
  type CostReport,
  CostTracker,
  Describe,
  Files,
  RecordOf,
  Tool,
  type ToolCall,
  ToolError,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { historyText, type Spending } from './history-text.js';
import { usageText } from './usage-text.js';

const KEYS: CostKey[] = ['day', 'hour', 'model', 'tool', 'plugin', 'client'];

class UsageReportInput {
  @IsOptional()
  @IsIn(['today', '7d', '30d', 'month'])
  period?: CostPeriod['period'];

  @Describe('Not with period')
  @IsOptional()
  @IsString()
  since?: string;

  @IsOptional()
  @IsString()
  until?: string;

  @IsOptional()
  @IsIn(KEYS, { each: true })
  by?: CostKey[];

  @IsOptional()
  @IsBoolean()
  chart?: boolean;
}

/** What is listed of the output. */
class UsageReportOutput {
  @RecordOf('any')
  session!: CostReport;
}

interface Usage extends UsageReportOutput, Partial<Spending> {}

@Tool({
  name: 'usage-report',
  title: 'Report usage',
  description: 'Say what was spent, what is left, and a forecast.',
  input: UsageReportInput,
  output: UsageReportOutput,
  effect: 'read-only',
  app: { file: 'usage-report.html', prefersBorder: true },
})
export class UsageReport {
  constructor(
    private readonly costs: CostTracker,
    private readonly files: Files,
  ) {}

  async run(
    { by = ['model'], chart = false, ...period }: UsageReportInput,
    call: ToolCall,
  ): Promise<ToolResult<Usage>> {
    const session = this.costs.report();
    const spending = await this.spending({ ...period, by }, call);
    const text = [...(spending === undefined ? [] : [historyText(spending, by)]), usageText(session)].join(
      '\n\n',
    );
    const result = new ToolResult<Usage>({ ...spending, session }, text);
    if (chart && spending !== undefined) await this.draw(period, result, call);
    return result;
  }

  /** The figures of this run are kept in memory, and are told even where the database can't be read. */
  private async spending(
    query: Parameters<CostTracker['history']>[0],
    call: ToolCall,
  ): Promise<Spending | undefined> {
    try {
      const history = await this.costs.history(query);
      return { history, budgets: await this.costs.budgets(), forecast: await this.costs.forecast() };
    } catch (error) {
      if (ToolError.is(error) && error.code === 'PERIOD_INVALID') throw error;
      call.note(
        `Only what was spent since the server's start: the record could not be read${reason(error)}.`,
      );
      return undefined;
    }
  }

  private async draw(period: CostPeriod, result: ToolResult, call: ToolCall): Promise<void> {
    const { title, svg, png, remark } = await this.costs.chart(period);
    if (png !== undefined) result.image({ data: png, mimeType: 'image/png' });
    if (remark !== undefined) call.note(remark);
    result.file(await this.files.save(`Spending ${title}`, { data: svg, mimeType: 'image/svg+xml' }));
  }
}

const reason = (error: unknown): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? ` (${code})` : '';
};
