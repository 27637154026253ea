import type { ImageSize } from './image-size.js';
import type { DocumentShown } from './question.js';

/** By length, four characters a token, as the house's own estimate; good enough to show a cost. */
export const countTokens = (text: string): number => Math.ceil(text.length / 4);

const PATCH = 32;
const MOST_PATCHES = 1536;

export const countImageTokens = ({ width = 1024, height = 1024 }: Partial<ImageSize>): number =>
  Math.min(MOST_PATCHES, Math.ceil(width / PATCH) * Math.ceil(height / PATCH));

const TEXT_OF_PAGE = 500;

/** A PDF costs a picture and the text of each page; anything else its text. */
export const countDocumentTokens = ({ pages, text, bytes }: DocumentShown): number =>
  pages === undefined
    ? countTokens(text ?? ' '.repeat(bytes))
    : pages * (countImageTokens({}) + TEXT_OF_PAGE);
