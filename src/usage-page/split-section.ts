import { type ComponentChild, h } from 'preact';
import { section } from '../admin-page/section.js';
import { spendRemark, spendTable } from '../admin-page/spend-table.js';
import { sumsBy } from '../contracts/sums-by.js';
import type { CostHistory, CostKey } from '../plugin-api/cost-tracker.js';
import { isTime, keysOf, SPLIT } from './spending.js';

const MOST_LINES = 50;

/** What was spent over a time, by everything that is known to tell it apart. */
export function splitSection(history: CostHistory, split: CostHistory | undefined): ComponentChild {
  const asked = keysOf(history);
  const others = asked.filter((key) => !SPLIT.includes(key) && !isTime(key));
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
      ? h(
          'p',
          { class: 'remark' },
          history.lines.length === 0 ? 'Nothing was spent in this time.' : 'It was asked for by time alone.',
        )
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
    rows: sumsBy(lines, key).slice(0, MOST_LINES),
    whole: total.costUsd,
    empty: 'Nothing in this time.',
  });
