/** One record of the chain. */
export interface AuditRecordTable {
  /** From 1, without gaps. */
  seq: number;
  at: number;
  /** Its canonical JSON. */
  record: string;
  /** SHA-256 of the hash before it and of the record. */
  hash: string;
  /** Of the first of those that were added together: their name, so that they are added once. */
  batch: string | null;
}

/** The ends of the chain, in one row. */
export interface AuditHeadTable {
  one: number;
  /** The last record. */
  seq: number;
  hash: string;
  /** The last record that was purged; the chain goes on from it. */
  anchor_seq: number;
  anchor_hash: string;
  purged_at: number;
}

export interface AuditTables {
  audit_record: AuditRecordTable;
  audit_head: AuditHeadTable;
}
