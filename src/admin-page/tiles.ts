import { type ComponentChild, h } from 'preact';
import type { BudgetState } from '../plugin-api/cost-tracker.js';
import { dollars } from './words.js';

export type Tile = [title: string, figure: string, remark: string];

/** The figures that one looks for first. */
export const tiles = (each: readonly Tile[]): ComponentChild =>
  h(
    'dl',
    { class: 'tiles' },
    each.map(([title, figure, remark]) =>
      h('div', { key: title }, [
        h('dt', null, title),
        h('dd', { class: 'figure' }, figure),
        h('dd', { class: 'remark' }, remark),
      ]),
    ),
  );

/** What is left of the limit that will refuse first. */
export function leftTile(budgets: readonly BudgetState[]): Tile {
  const hard = budgets.filter(({ mode }) => mode === 'hard');
  const tightest = hard.toSorted((one, other) => one.leftUsd - other.leftUsd)[0];
  return [
    'Left, at the least',
    tightest === undefined ? '–' : dollars(tightest.leftUsd),
    tightest === undefined ? 'no hard limit' : `${tightest.on}, ${tightest.window}`,
  ];
}
