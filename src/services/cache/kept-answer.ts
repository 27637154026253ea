import type { StoredAnswer } from '../../storage/cache-store.js';

/** An answer of OpenAI as it is kept: only whole ones with status 200 are. */
export type KeptAnswer = StoredAnswer;

/** What it takes, roughly. */
export const bytesOf = ({ body }: KeptAnswer): number => body.length + 256;
