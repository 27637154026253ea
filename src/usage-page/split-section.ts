import { type ComponentChild, h } from 'preact';
import { section } from '../admin-page/section.js';
import { spendRemark, spendTable } from '../admin-page/spend-table.js';
import { sumsBy } from '../contracts/sums-by.js';
import type { CostHistory, CostKey } from '../plugin-api/cost-tracker.js';
import { isTime, keysOf, SPLIT } from './spending.js';

const MOST_LINES = 50;

/** What was spent over a time, by everything that is known to tell it apart. */
export function splitSection(history: CostHistory, split: CostHistory = history): ComponentChild {
  const others = keysOf(history).filter((key) => !SPLIT.includes(key) && !isTime(key));
  const known = keysOf(split).filter((key) => SPLIT.includes(key));
  const tables = [...others.map((key) => tableBy(key, history)), ...known.map((key) => tableBy(key, split))];
  const remark = spendRemark(history.total);
  return section(
    'spend',
    'What it went to',
    remark !== '' && h('p', { class: 'remark' }, remark),
    tables.length > 0
      ? h('div', { class: 'columns' }, tables)
      : h('p', { class: 'remark' }, without(history)),
  );
}

const without = ({ lines }: CostHistory): string =>
  lines.length === 0 ? 'Nothing was spent in this time.' : 'It was asked for by time alone.';

const tableBy = (key: CostKey, { lines, total }: CostHistory): ComponentChild =>
  spendTable({
    caption: `By ${key}`,
    rows: sumsBy(lines, key).slice(0, MOST_LINES),
    whole: total.costUsd,
    empty: 'Nothing in this time.',
  });
