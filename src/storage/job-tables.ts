/** Work that outlives the call that started it. */
export interface JobTable {
  /** The handle that its client has: opaque, and hard to guess. */
  id: string;
  /** Such as `response`: who can say how it stands. */
  kind: string;
  /** What the provider calls it, such as the id of a response. */
  work_id: string;
  client: string;
  plugin: string | null;
  tool: string | null;
  title: string;
  /** `queued` until it is seen to have ended. */
  status: string;
  at: number;
  /** Null until it is seen to have ended. */
  ended_at: number | null;
  /** JSON: what came of it. */
  outcome: string | null;
  /** Nano-USD; null where it is not known. */
  cost: bigint | null;
  /** 1 where the cost is the worst case. */
  held: number;
  /** The name of the file that has its result. */
  file: string | null;
}

export interface JobTables {
  job: JobTable;
}
