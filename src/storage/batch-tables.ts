/** What the lines of an uploaded file may cost together, for the batch that is made of it. */
export interface BatchFileTable {
  file_id: string;
  /** Nano-USD at batch price; null where it is unknown. */
  most: bigint | null;
  /** Why it is unknown. */
  reason: string | null;
  /** 1 where the sum of usage that a batch reports is enough to price it. */
  exact: number;
  at: number;
}

/** A batch that has not been seen to end. */
export interface BatchTable {
  batch_id: string;
  /** The hold in the ledger, or the id of the usage entry to be where there is none. */
  hold_id: string;
  exact: number;
  at: number;
  client: string | null;
  plugin: string;
  tool: string | null;
  model: string | null;
  call: string | null;
}

export interface BatchTables {
  batch_file: BatchFileTable;
  batch_running: BatchTable;
}
