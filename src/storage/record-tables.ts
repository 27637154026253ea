/** What a plugin keeps for an owner. */
export interface RecordTable {
  plugin: string;
  owner: string;
  kind: string;
  id: string;
  /** JSON. */
  value: string;
  version: number;
  /** ms since 1970. */
  created_at: number;
  updated_at: number;
}

export interface RecordTables {
  record: RecordTable;
}
