/** What a file may be uploaded for, and how much of it OpenAI takes. */
export const PURPOSES = ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'] as const;
export type Purpose = (typeof PURPOSES)[number];

const MB = 1024 * 1024;
const AT_ONCE = 512 * MB;
const IN_PARTS = 8 * 1024 * MB;
const OF_BATCH = 200 * MB;
/** The API takes 64 MB; smaller ones lose less when a connection breaks. */
export const PART_BYTES = 16 * MB;
/** From here on a file goes in parts. */
const PARTED_FROM = 64 * MB;

// OpenAI describes uploads in parts for these and batches; but what a batch may cost is read off a file that goes at once.
const PARTED: ReadonlySet<Purpose> = new Set(['assistants', 'fine-tune', 'vision']);

export function mostBytes(purpose: Purpose): number {
  if (purpose === 'batch') return OF_BATCH;
  return PARTED.has(purpose) ? IN_PARTS : AT_ONCE;
}

export const goesInParts = (purpose: Purpose, size: number): boolean =>
  PARTED.has(purpose) && size > PARTED_FROM;

/** Whether the other way is open to a provider that knows no parts. */
export const fitsAtOnce = (size: number): boolean => size <= AT_ONCE;
