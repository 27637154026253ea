/** What the provider reports beside what is on record here, in USD. */
export interface ReconciledSum {
  reportedUsd: number;
  recordedUsd: number;
  /** Reported less recorded: above 0, the provider reports more than is on record. */
  differenceUsd: number;
  /** Requests on record. */
  requests: number;
  /** Of what is on record, what was booked at its worst case, because nobody learned how the request ended. */
  heldUsd: number;
  /** Requests on record whose cost is not known, and is missing from `recordedUsd`. */
  unpricedRequests: number;
}

/** One day in UTC. */
export interface ReconciledDay extends ReconciledSum {
  day: string;
  /** Whether it is so recent that the provider's report may still grow. */
  mayGrow: boolean;
}

/** One model, or what the report has that belongs to none. */
export interface ReconciledLine extends ReconciledSum {
  /** The model's id without its date; else the line item's own name, or `none`. */
  name: string;
  /** The names under which the report has it. */
  lineItems: string[];
  /** Where it is found: in one alone, it is spending that the other knows nothing of. */
  in: 'both' | 'report' | 'record';
}

/** The record of what was spent, beside the provider's own report of costs. */
export interface CostReconciliation {
  /** First and last day, in UTC. */
  since: string;
  until: string;
  total: ReconciledSum;
  days: ReconciledDay[];
  /** The largest difference first. */
  lines: ReconciledLine[];
  /** The lines day by day. */
  cells: (ReconciledLine & { day: string })[];
  /** What the report has of each project, the dearest first. */
  projects: { id: string; reportedUsd: number }[];
  /** What has to be known to read the differences, in sentences. */
  notes: string[];
}

/** Whose costs are asked for; without both, the whole organisation's. */
export interface ReportScope {
  projectIds?: readonly string[];
  apiKeyIds?: readonly string[];
}
