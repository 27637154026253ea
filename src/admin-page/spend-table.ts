import type { ComponentChild } from 'preact';
import type { SpendLine } from '../contracts/operations-data.js';
import type { HistorySum } from '../plugin-api/cost-tracker.js';
import { bar } from './bar.js';
import { table } from './table.js';
import { count, dollars } from './words.js';

interface SpendTableProps {
  caption: string;
  rows: readonly SpendLine[];
  /** USD. */
  whole: number;
  empty: string;
}

/** What each of several has cost, and how much that is of the whole. */
export const spendTable = ({ caption, rows, whole, empty }: SpendTableProps): ComponentChild =>
  table<SpendLine>({
    caption,
    rows,
    keyOf: ({ name }) => name,
    empty,
    columns: [
      {
        title: 'Name',
        cell: ({ name, costUsd }) => [name, bar(whole === 0 ? 0 : costUsd / whole)],
      },
      { title: 'Cost', isNumber: true, cell: ({ costUsd }) => dollars(costUsd) },
      { title: 'Requests', isNumber: true, cell: ({ requests }) => count(requests) },
    ],
  });

/** What a sum does not say by itself; nothing where it says all. */
export const spendRemark = (total: HistorySum): string =>
  [
    total.heldUsd > 0 && `${dollars(total.heldUsd)} of it is booked at its worst case.`,
    total.unpricedRequests > 0 && `${count(total.unpricedRequests)} requests have no known price.`,
    total.cachedRequests > 0 && `${count(total.cachedRequests)} were answered from the cache.`,
  ]
    .filter((each) => each !== false)
    .join(' ');
