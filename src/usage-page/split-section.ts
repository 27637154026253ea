import { type ComponentChild, h } from 'preact';
import { section } from '../admin-page/section.js';
import { spendRemark, spendTable } from '../admin-page/spend-table.js';
import type { SpendLine } from '../contracts/operations-data.js';
import { sumsBy } from '../contracts/sums-by.js';
import type { CostHistory, CostKey } from '../plugin-api/cost-tracker.js';
import { isTime, keysOf, SPLIT } from './spending.js';

const MOST_LINES = 50;

/** What was spent over a time, by everything that is known to tell it apart. */
export function splitSection(history: CostHistory, split: CostHistory | undefined): ComponentChild {
  const asked = keysOf(history);
  const others = asked.filter((key) => !SPLIT.includes(key));
  const tables: [key: CostKey, of: CostHistory][] = [
    ...others.map((key) => [key, history] as [CostKey, CostHistory]),
    ...SPLIT.filter((key) => split !== undefined || asked.includes(key)).map(
      (key) => [key, split ?? history] as [CostKey, CostHistory],
    ),
  ];
  const remark = spendRemark(history.total);
  return section(
    'spend',
    'What it went to',
    remark !== '' && h('p', { class: 'remark' }, remark),
    tables.length === 0
      ? h('p', { class: 'remark' }, 'Nothing was spent in this time.')
      : h(
          'div',
          { class: 'columns' },
          tables.map(([key, of]) => tableBy(key, of)),
        ),
  );
}

const tableBy = (key: CostKey, { lines, total }: CostHistory): ComponentChild =>
  spendTable({
    caption: `By ${key}`,
    rows: rowsBy(lines, key),
    whole: total.costUsd,
    empty: 'Nothing in this time.',
  });

/** Names the dearest first, times in their order. */
function rowsBy(lines: CostHistory['lines'], key: CostKey): SpendLine[] {
  const sums = sumsBy(lines, key);
  if (!isTime(key)) return sums.slice(0, MOST_LINES);
  return sums.toSorted((one, other) => (one.name < other.name ? -1 : 1)).slice(-MOST_LINES);
}
