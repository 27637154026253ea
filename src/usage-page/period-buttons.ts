import { type ComponentChild, h } from 'preact';
import type { CostPeriod } from '../plugin-api/cost-tracker.js';

type Period = CostPeriod['period'] & string;

const PERIODS: readonly [period: Period, title: string][] = [
  ['today', 'Today'],
  ['7d', '7 days'],
  ['30d', '30 days'],
  ['month', 'Month'],
];

/** The times to choose from; what is shown without a choice is the month. */
export function periodButtons(
  { period, since, until }: CostPeriod,
  isBusy: boolean,
  choose: (period: Period) => void,
): ComponentChild {
  const shown = period ?? (since === undefined && until === undefined ? 'month' : undefined);
  return h(
    'div',
    { class: 'periods', role: 'group', 'aria-label': 'Time' },
    PERIODS.map(([each, title]) =>
      h(
        'button',
        {
          ...{ key: each, type: 'button', disabled: isBusy, onClick: () => choose(each) },
          'aria-pressed': each === shown,
        },
        title,
      ),
    ),
  );
}
