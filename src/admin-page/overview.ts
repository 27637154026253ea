import type { ComponentChild } from 'preact';
import type { OperationsData } from '../contracts/operations-data.js';
import { isShown } from './section.js';
import { leftTile, tiles } from './tiles.js';
import { count, dollars } from './words.js';

/** What one looks for first, of money and of this server. */
export function overview({ spend, budgets, host, errors, pace }: OperationsData): ComponentChild {
  const waiting = pace.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  return tiles([
    [
      'Spent today',
      isShown(spend) ? dollars(spend.total.costUsd) : '–',
      isShown(spend)
        ? `${count(spend.total.requests)} ${spend.total.requests === 1 ? 'request' : 'requests'}, ${spend.timeZone}`
        : 'not readable',
    ],
    leftTile(isShown(budgets) ? budgets : []),
    ['Calls live', count(host.calls.length), 'of this server'],
    ['Calls failed', count(errors.failed), `of ${count(errors.calls)} since the start`],
    ['Requests waiting', count(waiting), 'for their turn'],
  ]);
}
