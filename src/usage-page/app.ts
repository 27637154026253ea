import { type ComponentChild, Fragment, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { budgetsSection } from '../admin-page/budgets-section.js';
import { time } from '../admin-page/words.js';
import { figures } from './figures.js';
import { periodButtons } from './period-buttons.js';
import { sessionSection } from './session-section.js';
import type { Spending } from './spending.js';
import { FIRST_SIGHT, type Sight, SpendingDesk } from './spending-desk.js';
import { splitSection } from './split-section.js';
import { spanOf } from './time-span.js';

/** The whole page: what was spent over a time, as the client has it. */
export function App(): ComponentChild {
  const [sight, setSight] = useState<Sight>(FIRST_SIGHT);
  const [desk, setDesk] = useState<SpendingDesk>();
  useEffect(() => {
    if (window.parent !== window) setDesk(new SpendingDesk(setSight));
  }, []);

  const { spending, problem, isBusy, notes } = sight;
  const isAlone = window.parent === window;
  if (isAlone)
    return h('main', null, h('p', null, 'MCP clients show this page; by itself it has no figures.'));
  const alert = h('div', { role: 'alert' }, problem !== '' && h('p', { class: 'notice bad' }, problem));
  if (spending === undefined)
    return h('main', null, [
      alert,
      problem === '' && h('p', { role: 'status' }, 'Waiting for the figures …'),
    ]);
  return h(Fragment, null, [
    header(sight, spending, desk),
    h('main', { 'aria-busy': isBusy }, [
      alert,
      notes.map((note) => h('p', { class: 'remark', key: note }, note)),
      figures(spending),
      spending.history === undefined
        ? sessionSection(spending.session)
        : splitSection(spending.history, sight.split),
      spending.budgets !== undefined &&
        spending.budgets.length > 0 &&
        budgetsSection({ budgets: spending.budgets }),
      spending.forecast && h('p', { class: 'remark' }, `Forecast: ${spending.forecast.method}`),
    ]),
  ]);
}

const header = (
  { query, isBusy, canAsk, at }: Sight,
  { history, session }: Spending,
  desk: SpendingDesk | undefined,
): ComponentChild =>
  h('header', null, [
    h('div', null, [
      h('h1', null, 'Spending'),
      h('p', { class: 'remark' }, history === undefined ? `Since ${time(session.since)}` : spanOf(history)),
    ]),
    canAsk &&
      h('div', { class: 'asking' }, [
        periodButtons(query, isBusy, (period) => void desk?.ask({ period })),
        h(
          'button',
          {
            ...{ type: 'button', disabled: isBusy, onClick: () => void desk?.ask(query) },
            title: at === undefined ? undefined : `As of ${time(at)}`,
          },
          isBusy ? 'Asking …' : 'Refresh',
        ),
      ]),
  ]);
