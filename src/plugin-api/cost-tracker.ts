import { Contract } from './contract.js';
import type { CostReconciliation, ReportScope } from './cost-reconciliation.js';

/** Sums over a number of requests. Tokens as OpenAI counts them; money in USD. */
export interface CostSum {
  requests: number;
  inputTokens: number;
  /** Of the input tokens, those that were read from OpenAI's prompt cache. */
  cachedInputTokens: number;
  outputTokens: number;
  /** The cost of the requests whose price is known. */
  costUsd: number;
  /** How many requests have no known price: their cost is missing from `costUsd`. */
  unpricedRequests: number;
}

/** One line of a {@link CostReport}: a model, a tool or a plugin, and its sums. */
export interface CostLine extends CostSum {
  name: string;
}

/** What was spent, in all and by what it was spent on. */
export interface CostReport {
  /** When counting began, in ISO 8601. */
  since: string;
  total: CostSum;
  byModel: CostLine[];
  byTool: CostLine[];
  byPlugin: CostLine[];
}

/** What spending can be told apart by. */
export type CostKey = 'day' | 'hour' | 'model' | 'tool' | 'plugin' | 'client';

/** Which time a {@link CostHistory} is of; days, months and dates go by the time zone of `budget.timeZone`. */
export interface CostPeriod {
  /** Default: `month`, from its first day until now. Not together with `since` and `until`. */
  period?: 'today' | '7d' | '30d' | 'month';
  /** A date such as `2026-11-01`, or a time in ISO 8601. */
  since?: string;
  /** As `since`; a date counts with the whole of its day. Default: now. */
  until?: string;
}

/** Sums over requests of all servers on the same database, of this and former runs. */
export interface HistorySum extends CostSum {
  /** Of the requests, those that were answered from the cache. */
  cachedRequests: number;
  /** Of `costUsd`, what was booked at its worst case, because nobody learned how the request ended. */
  heldUsd: number;
}

/** One line of a {@link CostHistory}: a value for each key that was asked for, `none` where a request had none. */
export type HistoryLine = HistorySum & { [key in CostKey]?: string };

/** What was spent over a time. */
export interface CostHistory {
  /** ISO 8601, with the offset of `timeZone`. */
  since: string;
  /** The first moment that is not in it. */
  until: string;
  timeZone: string;
  total: HistorySum;
  /** By time where a time was asked for, else the dearest first. */
  lines: HistoryLine[];
}

/** One limit of the budget, as it stands now. */
export interface BudgetState {
  /** Such as `all`, `client claude-*`. */
  on: string;
  window: 'hour' | 'day' | 'month' | 'total';
  mode: 'hard' | 'soft';
  limitUsd: number;
  spentUsd: number;
  /** Held for requests that are under way. */
  reservedUsd: number;
  /** Never below 0. */
  leftUsd: number;
  /** ISO 8601; null for a limit that never resets. */
  resetsAt: string | null;
}

/** What this month will have cost at its end, if it goes on as before. */
export interface CostForecast {
  /** USD. */
  spentUsd: number;
  expectedUsd: number;
  /** Four of five months like the last days end between these two. */
  lowUsd: number;
  highUsd: number;
  /** How it was worked out, in a sentence. */
  method: string;
}

/** A picture of a {@link CostHistory}. */
export interface CostChart {
  title: string;
  svg: string;
  /** Left out where no program is there that makes one; `remark` then says which. */
  png?: Uint8Array;
  remark?: string;
}

/** What the requests of this server have cost. Counting needs no call of it: the host meters every request. */
@Contract('CostTracker')
export abstract class CostTracker {
  /** The sums since the server's start, over all plugins; lines with the dearest first. */
  abstract report(): CostReport;
  /** The sums of this plugin alone, since the server's start. */
  abstract own(): CostSum;
  /**
   * What was spent over a time, over all plugins and clients.
   *
   * @throws ToolError `PERIOD_INVALID`; `STORAGE_UNAVAILABLE` and the like where the database can't be read.
   */
  abstract history(query?: CostPeriod & { by?: readonly CostKey[] }): Promise<CostHistory>;
  /** The limits of the config, those on single calls left out. */
  abstract budgets(): Promise<BudgetState[]>;
  /** Undefined until there are three full days to go by. */
  abstract forecast(): Promise<CostForecast | undefined>;
  /**
   * The days of a time (the hours of a short one) as bars, told apart by model.
   *
   * @throws ToolError as `history`.
   */
  abstract chart(period?: CostPeriod): Promise<CostChart>;
  /**
   * The record of a time beside OpenAI's own report of costs; days go by UTC, as there.
   *
   * @throws ToolError `ADMIN_KEY_MISSING`, `ADMIN_KEY_REFUSED`; `COSTS_NOT_REPORTED` where the provider has no such report; as `history`.
   */
  abstract reconcile(query?: CostPeriod & ReportScope): Promise<CostReconciliation>;
}
