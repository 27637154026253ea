import type { BudgetState, HistorySum } from '../plugin-api/cost-tracker.js';
import type { HostState } from './host-state.js';

/** What one client, tool or model has cost today. */
export interface SpendLine extends HistorySum {
  name: string;
}

export interface SpendToday {
  /** ISO 8601, of the first moment that counts. */
  since: string;
  timeZone: string;
  total: HistorySum;
  /** The dearest first, a bounded number of each. */
  byClient: readonly SpendLine[];
  byTool: readonly SpendLine[];
  byModel: readonly SpendLine[];
}

/** The requests to one model that may have to wait. */
export interface QueueState {
  /** `server`: the key of the config; else one that a client has for itself. */
  account: string;
  model: string;
  waiting: number;
  /** ms until the next one may go, where that is known. */
  heldForMs: number;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
}

export interface PaceSummary {
  queues: readonly QueueState[];
  /** ms for which nothing goes out, by account: the API has failed too often in a row. */
  circuits: readonly { account: string; heldForMs: number }[];
}

/** How calls have ended since this server started. */
export interface EndedCallsSummary {
  /** ISO 8601. */
  since: string;
  calls: number;
  failed: number;
  /** The most frequent first. */
  codes: readonly { code: string; count: number; lastTool: string; lastAt: string }[];
}

/** Why a part can't be shown. */
export interface NotShown {
  unavailable: string;
}

/** What the operations page shows: calls, errors and queues of the server that answers, money of all on its database. */
export interface OperationsData {
  /** ISO 8601. */
  at: string;
  host: HostState;
  spend: SpendToday | NotShown;
  budgets: readonly BudgetState[] | NotShown;
  errors: EndedCallsSummary;
  pace: PaceSummary;
  /** Whether there is an audit record to search. */
  hasAudit: boolean;
}

/** A record of the audit as the page shows it: never what was said. */
export interface FoundRecord {
  seq: number;
  /** ISO 8601. */
  at: string;
  kind: 'call' | 'request' | 'gap';
  client: string | null;
  tool: string | null;
  model: string | null;
  outcome: string;
  code: string | null;
  ms: number;
  costUsd: number | null;
}

export interface AuditPage {
  /** The newest first. */
  records: readonly FoundRecord[];
  /** Asks for older ones; null: there are none. Fewer records than asked for may come with it: a search is cut off after so many. */
  before: number | null;
}
