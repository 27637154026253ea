/** A limit as the ledger knows it: on what, and over which time. How much it allows is the business of who asks. */
export interface LedgerLimit {
  /** `scope:match|window|timeZone`: the same for every server that has this limit, whatever its amount. */
  id: string;
  scope: 'all' | 'client' | 'plugin' | 'tool' | 'model';
  /** A name, or several by `*` and `?`. */
  match: string;
  window: 'call' | 'hour' | 'day' | 'month' | 'total';
  timeZone: string;
}

/** Whose money it is. */
export interface LedgerSubject {
  client: string | null;
  plugin: string;
  tool: string | null;
  model: string | null;
  /** Id of the tool call. */
  call: string | null;
}

/** One limit's window that a request falls into. */
export interface LedgerWindow {
  limit: LedgerLimit;
  /** Which one: the time of its start in ms since 1970 as text, or the call's id. */
  key: string;
  /** Its start, ms since 1970; 0 for a call and for `total`. */
  start: number;
  /** What may be spent in it, nano-USD; null where it is only counted. */
  most: bigint | null;
  /** Sums, nano-USD, at which an alert goes out once; each with what it says. */
  alerts: readonly { at: bigint; payload: string }[];
}

export interface Hold {
  /** UUID. */
  id: string;
  /** Nano-USD: the worst case. */
  amount: bigint;
  subject: LedgerSubject;
  windows: readonly LedgerWindow[];
  /** The process that holds it. */
  owner: string;
  /** ms since 1970, after which others may settle it in its owner's place. Null: only by `settle` (a batch). */
  leaseUntil: number | null;
}

export type Reservation =
  | { granted: true }
  /** `spent`, `reserved`: nano-USD in the window that had no room. */
  | { granted: false; window: LedgerWindow; spent: bigint; reserved: bigint };

/** One request as it ended. */
export interface UsageEntry {
  /** UUID; the hold's own where there was one. */
  id: string;
  /** ms since 1970. */
  at: number;
  subject: LedgerSubject;
  endpoint: string;
  requestedModel: string | null;
  serviceTier: string | null;
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  /** Nano-USD; null where no price is known. */
  cost: bigint | null;
  /** How the cost came about: by the response's usage; as the hold, its outcome being unknown; from the cache. */
  basis: 'metered' | 'held' | 'cached';
  /** HTTP status; 0 where none came. */
  status: number;
  upstreamMs: number;
  requestId: string | null;
}

export interface Alert {
  limit: LedgerLimit;
  key: string;
  at: bigint;
  spent: bigint;
  payload: string;
}

/**
 * Holds money before it is spent, and books what was. Every method is one transaction; on PostgreSQL one round trip.
 * All of them wait their turn without blocking the event loop.
 *
 * @throws StorageError when the database can't be used.
 */
export interface Ledger {
  /** Makes limits known to every process on this database, so that each counts for them; returns all that are known. */
  register(limits: readonly LedgerLimit[]): Promise<LedgerLimit[]>;
  /** Holds the amount in all windows, or in none. */
  reserve(hold: Hold): Promise<Reservation>;
  /** Marks that bytes are about to leave. False: the hold is gone (its lease ran out), and nothing may be sent. */
  dispatch(id: string): Promise<boolean>;
  /** Books the cost in place of the hold, once; returns the alerts that this is the first to reach. */
  settle(entry: UsageEntry): Promise<Alert[]>;
  /** Gives a hold back: nothing was or will be charged. */
  release(id: string): Promise<void>;
  /** Prolongs the leases of an owner's holds. */
  renew(owner: string, leaseUntil: number): Promise<void>;
  /** Settles holds whose lease has run out: released if never dispatched, else charged in full. */
  recover(now: number): Promise<{ released: number; charged: number; chargedNanoUsd: bigint }>;
  /** What is spent and held in a window now, nano-USD. */
  state(window: LedgerWindow): Promise<{ spent: bigint; reserved: bigint }>;
}
