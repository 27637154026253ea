/** What is said between the servers of one database. Those who hear it do what they like with it; nothing is kept. */
export interface Broadcast {
  /** Who we are, to the others. */
  readonly self: string;
  /**
   * Tells all others, and not ourselves.
   *
   * @throws RangeError of a message above 1 MB; StorageError when the database can't be used.
   */
  publish(topic: string, message: string): Promise<void>;
  /** @returns what ends the listening. */
  subscribe(topic: string, listener: (message: string) => void): () => void;
  /** Calls back when the connection is there again after it was lost: what was said meanwhile was missed. */
  onGap(listener: () => void): () => void;
  /** Resolves when others are heard; at once where there can be none. */
  listen(): Promise<void>;
  close(): Promise<void>;
}

export const LONGEST_MESSAGE = 1_000_000;
