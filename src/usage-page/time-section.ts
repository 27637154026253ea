import { type ComponentChild, h } from 'preact';
import { section } from '../admin-page/section.js';
import { spendTable } from '../admin-page/spend-table.js';
import { dollars } from '../admin-page/words.js';
import { sumsBy } from '../contracts/sums-by.js';
import type { CostHistory } from '../plugin-api/cost-tracker.js';
import { slotsOf, type TimeKey } from './time-slots.js';

/** Columns, drawn without styles: their tops in hundredths of the highest. */
const WIDTH = 10;
const GAP = 2;

/** What was spent day by day or hour by hour: as columns, and as a table for those who want the figures. */
export function timeSection(history: CostHistory, key: TimeKey): ComponentChild {
  const rows = sumsBy(history.lines, key).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const spent = new Map(rows.map(({ name, costUsd }) => [name, costUsd]));
  const slots = slotsOf(history, key, rows);
  const most = Math.max(...spent.values(), 0);
  const words = `By ${key}, ${slots[0]} to ${slots.at(-1)}, at most ${dollars(most)}`;
  return section(
    key,
    `By ${key}`,
    h('p', { class: 'remark' }, `At most ${dollars(most)}`),
    h(
      'svg',
      {
        ...{ class: 'chart', viewBox: `0 0 ${slots.length * WIDTH} 100`, preserveAspectRatio: 'none' },
        ...{ role: 'img', 'aria-label': words },
      },
      slots.map((name, index) => column(name, spent.get(name) ?? 0, most, index)),
    ),
    h('p', { class: 'ends remark' }, [h('span', null, slots[0]), h('span', null, slots.at(-1))]),
    h('details', null, [
      h('summary', null, 'As a table'),
      spendTable({ caption: `By ${key}`, rows, whole: most, empty: 'Nothing in this time.' }),
    ]),
  );
}

function column(name: string, usd: number, most: number, index: number): ComponentChild {
  const height = most === 0 ? 0 : (usd / most) * 100;
  const drawn = { x: index * WIDTH + GAP / 2, y: 100 - height, width: WIDTH - GAP, height };
  return h('rect', { key: name, class: 'part', ...drawn }, h('title', null, `${name}: ${dollars(usd)}`));
}
