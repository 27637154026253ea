import { type ComponentChild, h } from 'preact';
import { section } from '../admin-page/section.js';
import { spendTable } from '../admin-page/spend-table.js';
import { time } from '../admin-page/words.js';
import type { SpendLine } from '../contracts/operations-data.js';
import type { CostLine, CostReport } from '../plugin-api/cost-tracker.js';

/** All there is where the database can't be read. */
export function sessionSection({ since, total, byModel, byTool, byPlugin }: CostReport): ComponentChild {
  const lines = (caption: string, rows: readonly CostLine[]) =>
    spendTable({ caption, rows: rows.map(asSpent), whole: total.costUsd, empty: 'Nothing so far.' });
  return section(
    'spend',
    'This server alone',
    h('p', { class: 'remark' }, `Since its start at ${time(since)}.`),
    h('div', { class: 'columns' }, [
      lines('By tool', byTool),
      lines('By model', byModel),
      lines('By plugin', byPlugin),
    ]),
  );
}

const asSpent = (line: CostLine): SpendLine => ({ ...line, cachedRequests: 0, heldUsd: 0 });
