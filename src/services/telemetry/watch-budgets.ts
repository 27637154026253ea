import type { BudgetSection } from '../../config/sections/budget-section.js';
import type { Observer, Reading } from '../../contracts/observer.js';
import type { BudgetState } from '../../plugin-api/cost-tracker.js';
import { hasHardLimit } from '../estimates/has-hard-limit.js';

/** For so long the ledger is not asked again. */
const FRESH_MS = 10_000;

export interface BudgetSights {
  /** How each limit stands; asked of the ledger. */
  states(): Promise<readonly BudgetState[]>;
  /** What this server holds, nano-USD. */
  held(): bigint;
}

/** Makes budgets readable: what each limit allows, and what is gone of it. */
export function watchBudgets(
  observer: Observer,
  budget: BudgetSection,
  { states, held }: BudgetSights,
): void {
  observer.reads('budget.held', () => [{ value: Number(held()) / 1e9 }]);
  // Nobody need open a database to learn that there are none.
  if (!hasHardLimit(budget) && budget.limits.length === 0) return;
  let asked: { at: number; states: Promise<readonly BudgetState[]> } | undefined;
  const latest = () => {
    if (asked === undefined || performance.now() - asked.at > FRESH_MS)
      asked = { at: performance.now(), states: states() };
    return asked.states;
  };
  const reading = async (amountOf: (state: BudgetState) => number): Promise<Reading[]> =>
    (await latest()).map((state) => {
      const { on, window, mode } = state;
      return { value: amountOf(state), labels: { on, window, mode } };
    });
  observer.reads('budget.limit', () => reading(({ limitUsd }) => limitUsd));
  observer.reads('budget.spent', () => reading(({ spentUsd, reservedUsd }) => spentUsd + reservedUsd));
}
