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
  /** The start of the next one, ms since 1970; null for a call and for `total`. */
  end: number | null;
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
  /** ms since 1970: the time that decides in whose windows it counts, now and when it is settled. */
  at: number;
  subject: LedgerSubject;
  /**
   * The windows that it falls into, in the order in which a refusal is looked for. Asked once, and again in the rare case
   * that another server has made a limit known since. None: nothing is held.
   */
  windows(known: readonly LedgerLimit[]): readonly LedgerWindow[];
  /** The process that holds it. */
  owner: string;
  /** ms since 1970, after which others may settle it in its owner's place. Null: only by `settle` (a batch). */
  leaseUntil: number | null;
}

export type Reservation =
  /** `held`: false where there are no windows, and so nothing to dispatch, release or settle under this id. */
  | { granted: true; held: boolean }
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
  /**
   * Nano-USD; null where no price is known. Under a hold, null charges the hold: with basis `held` it is the cost, else the cost
   * stays unknown.
   */
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

/** What a recovery found. */
export interface Recovery {
  released: number;
  charged: number;
  chargedNanoUsd: bigint;
  /** Those that a charge is the first to reach. */
  alerts: Alert[];
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
  /** Marks that bytes are about to leave; also for another try. False: the hold is gone (its lease ran out), and nothing may be sent. */
  dispatch(id: string): Promise<boolean>;
  /**
   * Books the cost in place of the hold, or without one, once; returns the alerts that this is the first to reach. What others
   * have charged in the meantime is corrected.
   */
  settle(entry: UsageEntry): Promise<Alert[]>;
  /** Gives a hold back: nothing was or will be charged. What others have charged in the meantime is given back too. */
  release(id: string): Promise<void>;
  /** Prolongs the leases of an owner's holds. */
  renew(owner: string, leaseUntil: number): Promise<void>;
  /**
   * Settles holds whose lease has run out: released if never dispatched, else charged in full. Sweeps windows that ended long
   * ago.
   */
  recover(now: number): Promise<Recovery>;
  /** What is spent and held now in a window of a limit that is registered, nano-USD. */
  state(window: LedgerWindow): Promise<{ spent: bigint; reserved: bigint }>;
}
