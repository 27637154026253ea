import type { BudgetSection } from '../../config/sections/budget-section.js';
import type { Storage } from '../../storage/storage.js';
import { budgetStates } from './budget-states.js';
import { Calendar } from './calendar.js';
import { CostReports } from './cost-reports.js';

/** Reports over one database, by the calendar of a budget; of one client alone, where that is named. */
export function openReports(storage: Storage, budget: BudgetSection, client?: string): CostReports {
  const calendar = new Calendar(budget.timeZone);
  return new CostReports(
    storage,
    calendar,
    () => budgetStates(budget, storage.ledger, calendar, client),
    client,
  );
}
