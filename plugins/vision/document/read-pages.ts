import type { Reading } from './document-reader.js';
import type { PageOutcome } from './each-page.js';

/** One page in the structured result. */
export interface ReadPage {
  page: number;
  text?: string;
  data?: unknown;
  error?: string;
}

/** Pages as one Markdown text, each under its number. */
export const markdownOf = (pages: readonly ReadPage[]): string =>
  pages
    .map(
      ({ page, text, error }) =>
        `<!-- Page ${page} -->\n\n${text ?? `[Page ${page} could not be read: ${error}]`}`,
    )
    .join('\n\n');

/** @param wordsOf how data reads. */
export const readPages = (
  outcomes: readonly PageOutcome<Reading>[],
  wordsOf: (reading: Reading) => string,
): ReadPage[] =>
  outcomes.map((one) =>
    'error' in one
      ? { page: one.page, error: `${one.error.code}: ${one.error.message}` }
      : {
          page: one.page,
          text: wordsOf(one.value),
          ...(one.value.json !== undefined && { data: one.value.json }),
        },
  );
