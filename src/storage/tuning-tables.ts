/** What is in an uploaded training file, for the fine-tuning job that is made of it. */
export interface TuningFileTable {
  file_id: string;
  examples: number;
  /** Never fewer than are billed for one epoch. */
  tokens: number;
  /** Pictures, which `tokens` does not count. */
  images: number;
  at: number;
}

export interface TuningTables {
  tuning_file: TuningFileTable;
}
