/** Whose something at the provider is. */
export interface OwnedTable {
  /** As the provider calls it, such as `file-…`; of a batch whose id is not known yet, its mark. */
  id: string;
  /** Such as `files`, `fine_tuning/jobs`: the list that it is in. */
  kind: string;
  owner: string;
  at: number;
}

export interface OwnedTables {
  owned: OwnedTable;
}
