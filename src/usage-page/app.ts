import { type ComponentChild, Fragment, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { budgetsSection } from '../admin-page/budgets-section.js';
import type { CostHistory } from '../plugin-api/cost-tracker.js';
import { figures } from './figures.js';
import { pageHeader } from './page-header.js';
import { sessionSection } from './session-section.js';
import { isTime, keysOf, type Spending } from './spending.js';
import { FIRST_SIGHT, type Sight, SpendingDesk } from './spending-desk.js';
import { splitSection } from './split-section.js';
import { timeSection } from './time-section.js';

/** The whole page: what was spent over a time, as the client has it. */
export function App(): ComponentChild {
  const [sight, setSight] = useState<Sight>(FIRST_SIGHT);
  const [desk, setDesk] = useState<SpendingDesk>();
  const isFramed = window.parent !== window;
  useEffect(() => {
    if (isFramed) setDesk(new SpendingDesk(setSight));
  }, []);

  const { spending, words, problem, isBusy, notes } = sight;
  return h(Fragment, null, [
    pageHeader(sight, (query) => void desk?.ask(query)),
    h('main', { 'aria-busy': isBusy }, [
      h('div', { role: 'alert' }, problem !== '' && h('p', { class: 'notice bad' }, problem)),
      notes.map((note) => h('p', { class: 'remark', key: note }, note)),
      spending !== undefined && parts(spending, sight),
      spending === undefined && words !== undefined && h('pre', { tabIndex: 0 }, words),
      spending === undefined && words === undefined && problem === '' && waiting(isFramed),
    ]),
  ]);
}

const parts = (spending: Spending, { split }: Sight): ComponentChild => [
  figures(spending),
  ...(spending.history === undefined
    ? [sessionSection(spending.session)]
    : historyParts(spending.history, split)),
  spending.budgets !== undefined &&
    spending.budgets.length > 0 &&
    budgetsSection({ budgets: spending.budgets }),
  spending.forecast && h('p', { class: 'remark' }, `Forecast: ${spending.forecast.method}`),
];

const historyParts = (history: CostHistory, split: CostHistory | undefined): ComponentChild[] => [
  ...keysOf(history)
    .filter(isTime)
    .map((key) => timeSection(history, key)),
  splitSection(history, split),
];

const waiting = (isFramed: boolean): ComponentChild =>
  h(
    'p',
    { role: 'status' },
    isFramed ? 'Waiting for the figures …' : 'MCP clients show this page; by itself it has no figures.',
  );
