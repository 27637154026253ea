import { type ComponentChild, h } from 'preact';
import type { OperationsData, SpendLine } from '../contracts/operations-data.js';
import { isShown, notShown, section } from './section.js';
import { spendRemark, spendTable } from './spend-table.js';

/** Today's spending, three ways. */
export function spendSection({ spend }: OperationsData): ComponentChild {
  if (!isShown(spend)) return section('spend', 'Spent today', notShown(spend));
  const { total, byClient, byTool, byModel } = spend;
  const lines = (caption: string, rows: readonly SpendLine[]) =>
    spendTable({ caption, rows, whole: total.costUsd, empty: 'Nothing so far today.' });
  const remark = spendRemark(total);
  return section(
    'spend',
    'Spent today',
    remark !== '' && h('p', { class: 'remark' }, remark),
    h('div', { class: 'columns' }, [
      lines('By client', byClient),
      lines('By tool', byTool),
      lines('By model', byModel),
    ]),
  );
}
