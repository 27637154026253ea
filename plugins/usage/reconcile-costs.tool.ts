import { IsArray, IsIn, IsOptional, IsString, Length } from 'class-validator';
import {
  type CostPeriod,
  type CostReconciliation,
  CostTracker,
  type ReconciledLine,
  type ReconciledSum,
  RecordOf,
  Tool,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { reconciliationText } from './reconciliation-text.js';

class ReconcileCostsInput {
  @IsOptional()
  @IsIn(['today', '7d', '30d', 'month'])
  period?: CostPeriod['period'];

  @IsOptional()
  @IsString()
  since?: string;

  @IsOptional()
  @IsString()
  until?: string;

  @IsOptional()
  @Length(1, 100, { each: true })
  project_ids?: string[];

  @IsOptional()
  @Length(1, 100, { each: true })
  api_key_ids?: string[];
}

/** What is listed of the output. */
class ReconcileCostsOutput {
  @RecordOf('any')
  total!: ReconciledSum;

  @IsArray()
  lines!: ReconciledLine[];
}

interface ReconciledCosts
  extends ReconcileCostsOutput,
    Omit<CostReconciliation, 'cells' | 'lines' | 'total'> {}

@Tool({
  name: 'reconcile-costs',
  title: 'Reconcile costs',
  description: "Compare recorded spending with OpenAI's cost report.",
  input: ReconcileCostsInput,
  output: ReconcileCostsOutput,
  effect: 'read-only',
  errors: {
    ADMIN_KEY_MISSING: 'There is no admin key.',
    ADMIN_KEY_REFUSED: 'OpenAI does not take the admin key, or it may not read costs.',
    COSTS_NOT_REPORTED: 'The provider has no report of costs.',
  },
})
export class ReconcileCosts {
  constructor(private readonly costs: CostTracker) {}

  async run({
    project_ids,
    api_key_ids,
    ...period
  }: ReconcileCostsInput): Promise<ToolResult<ReconciledCosts>> {
    const { cells: _, ...found } = await this.costs.reconcile({
      ...period,
      ...(project_ids && { projectIds: project_ids }),
      ...(api_key_ids && { apiKeyIds: api_key_ids }),
    });
    return new ToolResult(found, reconciliationText(found));
  }
}
