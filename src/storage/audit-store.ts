/** A record on its way into the chain. */
export interface AuditEntry {
  /** ms since 1970. */
  at: number;
  /** Canonical JSON. */
  record: string;
}

/** A record in the chain. */
export interface ChainedEntry extends AuditEntry {
  /** From 1, without gaps. */
  seq: number;
  /** SHA-256, hex, of the hash before it and of the record. */
  hash: string;
}

/** Where the chain begins and ends. */
export interface AuditEnds {
  /** The last record; `seq` 0 where there is none yet. */
  head: { seq: number; hash: string };
  /** The last one that was purged: the chain goes on from it. */
  anchor: { seq: number; hash: string };
  /** ms since 1970 of the last purge; 0: never. */
  purgedAt: number;
}

/**
 * The audit record: a chain of hashes, to which every process on this database adds at the end.
 *
 * @throws StorageError when the database can't be used.
 */
export interface AuditStore {
  /** Adds all of them, or none; once, however often it is told the same batch. `batch`: UUID. */
  append(batch: string, entries: readonly AuditEntry[]): Promise<void>;
  /** Records after one, in the order of the chain. */
  read(afterSeq: number, most: number): Promise<ChainedEntry[]>;
  /** undefined where somebody removed the row that says so. */
  ends(): Promise<AuditEnds | undefined>;
  /** Removes the oldest records up to the first that is not older than `before`; returns how many. */
  purge(before: number, now: number): Promise<number>;
}
