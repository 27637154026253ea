import type { ComponentChild } from 'preact';
import type { OperationsData } from '../contracts/operations-data.js';
import type { BudgetState } from '../plugin-api/cost-tracker.js';
import { bar } from './bar.js';
import { isShown, notShown, section } from './section.js';
import { table } from './table.js';
import { dollars, moment } from './words.js';

const ALMOST = 0.8;

/** Every limit of the config, and what is left of it. */
export const budgetsSection = ({ budgets }: Pick<OperationsData, 'budgets'>): ComponentChild =>
  section('budgets', 'Budgets', isShown(budgets) ? limits(budgets) : notShown(budgets));

const limits = (rows: readonly BudgetState[]): ComponentChild =>
  table<BudgetState>({
    caption: 'Limits and what is left',
    rows,
    keyOf: ({ on, window, mode }) => `${on} ${window} ${mode}`,
    empty: 'The config sets no limit.',
    columns: [
      {
        title: 'On',
        cell: ({ on, window, mode, limitUsd, leftUsd }) => [
          `${on}, ${window}${mode === 'soft' ? ' (soft)' : ''}`,
          used(limitUsd === 0 ? 1 : 1 - leftUsd / limitUsd),
        ],
      },
      { title: 'Left', isNumber: true, cell: ({ leftUsd }) => dollars(leftUsd) },
      { title: 'Limit', isNumber: true, cell: ({ limitUsd }) => dollars(limitUsd) },
      { title: 'Spent', isNumber: true, isExtra: true, cell: ({ spentUsd }) => dollars(spentUsd) },
      { title: 'Held', isNumber: true, isExtra: true, cell: ({ reservedUsd }) => dollars(reservedUsd) },
      { title: 'Resets', isExtra: true, cell: ({ resetsAt }) => (resetsAt ? moment(resetsAt) : 'never') },
    ],
  });

const used = (share: number): ComponentChild =>
  bar(share, share >= 1 ? 'bad' : share >= ALMOST ? 'warn' : 'plain');
