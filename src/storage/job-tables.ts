/** Work that outlives the call that started it. */
export interface JobTable {
  /** The handle that its client has: opaque, and hard to guess. */
  id: string;
  /** Such as `response`: who can say how it stands. */
  kind: string;
  /** What the provider calls it, such as the id of a response; of a call of our own, its tool. */
  work_id: string;
  /** Who may ask for it. */
  owner: string;
  /** The account at the provider that it was begun by; null: its owner's of now. */
  account: string | null;
  /** The name of the client that started it. */
  client: string;
  plugin: string | null;
  tool: string | null;
  /** The job of the call that started it, where that goes on in the background. */
  parent: string | null;
  title: string;
  /** As it was last seen. */
  status: string;
  /** What it was last seen to do. */
  doing: string | null;
  at: number;
  /** How often it was looked at. */
  looks: number;
  looked_at: number | null;
  /** When some server is to look at it. */
  next_look_at: number;
  /** The server that looks at it or runs it, until its lease has run out. */
  lease_owner: string | null;
  lease_until: number | null;
  /** 1 where whoever runs it is to stop. */
  cancel: number;
  /** JSON: what its kind needs to go on with it; null once it has ended. */
  state: string | null;
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
