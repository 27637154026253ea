/** An answer as it is kept. */
export interface StoredAnswer {
  contentType: string;
  /** Its bytes as they came; those of a stream, too. */
  body: Buffer;
  /** The model that served it, as far as it said. */
  model: string | null;
  /** ms since 1970, from which on it is asked for anew. */
  expiresAt: number;
}

/**
 * Keeps answers for every process on this database, by a key that says all that an answer hangs on.
 *
 * @throws StorageError when the database can't be used.
 */
export interface AnswerStore {
  find(key: string, now: number): Promise<StoredAnswer | undefined>;
  /** Keeps an answer; of all that are kept, those used longest ago make room. `bytes`: what it takes. */
  keep(
    key: string,
    answer: StoredAnswer,
    room: { bytes: number; now: number; maxBytes: number },
  ): Promise<void>;
  /** Marks it as used. */
  touch(key: string, now: number): Promise<void>;
}
