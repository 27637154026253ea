import type { CostReport, CostSum } from 'openai-mcp-host/plugin';
import { costTable } from './cost-table.js';

/** The figures since the server's start as tables, the total first. */
export function usageText({ since, total, byModel, byTool, byPlugin }: CostReport): string {
  const tables = Object.entries({ Model: byModel, Tool: byTool, Plugin: byPlugin })
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) =>
      costTable(
        [title],
        lines.map((line) => titled(title, line.name, line)),
      ),
    );
  return [
    `This server alone, since its start at ${since}`,
    costTable([''], [titled('', 'Total', total)]),
    ...tables,
  ].join('\n\n');
}

const titled = (title: string, name: string, sum: CostSum): CostSum => ({ ...sum, [title]: name });
