import { type ComponentChild, h } from 'preact';
import { time } from '../admin-page/words.js';
import type { CostPeriod } from '../plugin-api/cost-tracker.js';
import { periodButtons } from './period-buttons.js';
import type { Spending } from './spending.js';
import type { Sight } from './spending-desk.js';
import { spanOf } from './time-span.js';

/** What the figures are of, and how to have others where the client lets the page ask. */
export const pageHeader = (
  { spending, query, isBusy, canAsk, at }: Sight,
  ask: (query: CostPeriod) => void,
): ComponentChild =>
  h('header', null, [
    h('div', null, [
      h('h1', null, 'Spending'),
      spending !== undefined && h('p', { class: 'remark' }, timeOf(spending)),
    ]),
    canAsk &&
      h('div', { class: 'asking' }, [
        periodButtons(query, isBusy, (period) => ask({ period })),
        h(
          'button',
          {
            ...{ type: 'button', disabled: isBusy, onClick: () => ask(query) },
            title: at === undefined ? undefined : `As of ${time(at)}`,
          },
          isBusy ? 'Asking …' : 'Refresh',
        ),
      ]),
  ]);

const timeOf = ({ history, session }: Spending): string =>
  history === undefined ? `Since ${time(session.since)}` : spanOf(history);
