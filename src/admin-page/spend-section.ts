import { type ComponentChild, h } from 'preact';
import type { OperationsData, SpendLine } from '../contracts/operations-data.js';
import { bar } from './bar.js';
import { isShown, notShown, section } from './section.js';
import { table } from './table.js';
import { count, dollars } from './words.js';

/** Today's spending, three ways. */
export function spendSection({ spend }: OperationsData): ComponentChild {
  if (!isShown(spend)) return section('spend', 'Spent today', notShown(spend));
  const { total, byClient, byTool, byModel } = spend;
  const remarks = [
    total.heldUsd > 0 && `${dollars(total.heldUsd)} of it is booked at its worst case.`,
    total.unpricedRequests > 0 && `${count(total.unpricedRequests)} requests have no known price.`,
    total.cachedRequests > 0 && `${count(total.cachedRequests)} were answered from the cache.`,
  ].filter((each) => each !== false);
  return section(
    'spend',
    'Spent today',
    remarks.length > 0 && h('p', { class: 'remark' }, remarks.join(' ')),
    h('div', { class: 'columns' }, [
      lines('By client', byClient, total.costUsd),
      lines('By tool', byTool, total.costUsd),
      lines('By model', byModel, total.costUsd),
    ]),
  );
}

const lines = (caption: string, rows: readonly SpendLine[], whole: number): ComponentChild =>
  table<SpendLine>({
    caption,
    rows,
    keyOf: ({ name }) => name,
    empty: 'Nothing so far today.',
    columns: [
      {
        title: 'Name',
        cell: ({ name, costUsd }) => [name, bar(whole === 0 ? 0 : costUsd / whole)],
      },
      { title: 'Cost', isNumber: true, cell: ({ costUsd }) => dollars(costUsd) },
      { title: 'Requests', isNumber: true, cell: ({ requests }) => count(requests) },
    ],
  });
