import { type ComponentChild, h } from 'preact';
import type { OperationsData } from '../contracts/operations-data.js';
import { isShown } from './section.js';
import { count, dollars } from './words.js';

/** The figures that one looks for first. */
export function overview({ spend, budgets, host, errors, pace }: OperationsData): ComponentChild {
  const waiting = pace.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const ways = isShown(budgets) ? budgets.filter(({ mode }) => mode === 'hard') : [];
  const tightest = ways.toSorted((one, other) => one.leftUsd - other.leftUsd)[0];
  const tiles: [title: string, figure: string, remark: string][] = [
    [
      'Spent today',
      isShown(spend) ? dollars(spend.total.costUsd) : '–',
      isShown(spend)
        ? `${count(spend.total.requests)} ${spend.total.requests === 1 ? 'request' : 'requests'}, ${spend.timeZone}`
        : 'not readable',
    ],
    [
      'Left, at the least',
      tightest === undefined ? '–' : dollars(tightest.leftUsd),
      tightest === undefined ? 'no hard limit' : `${tightest.on}, ${tightest.window}`,
    ],
    ['Calls live', count(host.calls.length), 'of this server'],
    ['Calls failed', count(errors.failed), `of ${count(errors.calls)} since the start`],
    ['Requests waiting', count(waiting), 'for their turn'],
  ];
  return h(
    'dl',
    { class: 'tiles' },
    tiles.map(([title, figure, remark]) =>
      h('div', { key: title }, [
        h('dt', null, title),
        h('dd', { class: 'figure' }, figure),
        h('dd', { class: 'remark' }, remark),
      ]),
    ),
  );
}
