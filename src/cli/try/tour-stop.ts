/** One call of the tour. */
export interface TourStop {
  /** What it shows, in words. */
  title: string;
  tool: string;
  /** Too dear, or too slow, for a tour that talks to OpenAI. */
  sandboxOnly?: boolean;
  /** Left out of a tour of the real API: it wants an admin key. */
  wantsAdmin?: true;
  /** The arguments, made when its turn comes. */
  arguments(found: Found): Record<string, unknown>;
}

/** What earlier stops left for later ones. */
export interface Found {
  /** The file of the last picture. */
  picture?: string;
  /** The file of the last sound. */
  sound?: string;
  /** The id of the last file at OpenAI. */
  upload?: string;
  /** The id of the last vector store. */
  store?: string;
  /** The last job that was started. */
  job?: string;
  /** The last assistant that was kept. */
  assistant?: string;
  /** The last thread, and the call of a function that it waits for. */
  thread?: string;
  called?: string;
  /** The last fine-tuning job that was started. */
  tuning?: string;
}
