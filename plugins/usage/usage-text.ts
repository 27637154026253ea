import type { CostReport } from 'openai-mcp-host/plugin';
import { costTable } from './cost-table.js';

/** A report as tables, the total first. */
export function usageText({ since, total, byModel, byTool, byPlugin }: CostReport): string {
  const tables = Object.entries({ Model: byModel, Tool: byTool, Plugin: byPlugin })
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => costTable(title, lines));
  return [`Since ${since}`, costTable('', [{ ...total, name: 'Total' }]), ...tables].join('\n\n');
}
