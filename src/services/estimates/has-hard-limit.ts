import type { BudgetSection } from '../../config/sections/budget-section.js';

/** Whether the config limits spending hard, anywhere. */
export const hasHardLimit = ({ perCall, perHour, perDay, perMonth, total, limits }: BudgetSection): boolean =>
  [perCall, perHour, perDay, perMonth, total].some((usd) => usd !== undefined) ||
  limits.some(({ mode }) => mode !== 'soft');
