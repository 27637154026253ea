import { ToolError } from '../plugin-api/tool-error.js';

/** The figures of a refusal, for programs: what its words say. Amounts are in USD. */
export interface BudgetFacts {
  /** The limit's place in the config, such as `budget.perDay`. */
  limit: string;
  scope: 'all' | 'client' | 'plugin' | 'tool' | 'model';
  match: string;
  window: 'call' | 'hour' | 'day' | 'month' | 'total';
  /** The three sums are left out for a client that may see its own costs alone, where the limit is on others too. */
  limitUsd?: number;
  spentUsd?: number;
  /** Held back for requests that are under way. */
  reservedUsd?: number;
  /** What the refused request would have held back; null where nobody can know. */
  requestUsd: number | null;
  /** ISO time; null where the window never ends. */
  resetsAt: string | null;
}

/** A request that was not sent, because there is no money for it. */
export class BudgetRefusal extends ToolError {
  constructor(
    code: 'BUDGET_EXCEEDED' | 'BUDGET_COST_UNKNOWN',
    message: string,
    hint: string,
    readonly budget: BudgetFacts | undefined,
    retryAfterSeconds?: number,
  ) {
    super(code, message, hint, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }
}
