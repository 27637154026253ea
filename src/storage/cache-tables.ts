/** Answers that are kept, by all that they hang on. */
export interface CacheAnswerTable {
  key: string;
  content_type: string;
  model: string | null;
  bytes: number;
  expires_at: number;
  used_at: number;
  body: Uint8Array;
}

export interface CacheTables {
  cache_answer: CacheAnswerTable;
}
