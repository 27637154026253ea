import type { BudgetLimit } from './sections/budget-limit.js';
import type { ClientEntry } from './sections/client-entry.js';

const WINDOWS = [
  ['perCall', 'call'],
  ['perHour', 'hour'],
  ['perDay', 'day'],
  ['perMonth', 'month'],
  ['total', 'total'],
] as const;

/** The budgets of clients as entries of `budget.limits`, each with its own place in the config. */
export const clientBudgets = (clients: readonly ClientEntry[]): BudgetLimit[] =>
  clients.flatMap(({ name, budget }, index) =>
    WINDOWS.flatMap(([key, window]): BudgetLimit[] => {
      const usd = budget?.[key];
      if (usd === undefined) return [];
      const place = `server.clients[${index}].budget.${key}`;
      return [{ scope: 'client', match: name, window, usd, mode: 'hard', place }];
    }),
  );
