/** A part of a document that belongs together: a paragraph, a list, a table, a function. */
export interface Block {
  text: string;
  /** Where it lies in the document's text, in UTF-16 units. */
  from: number;
  to: number;
  /** From 1. */
  line: number;
  /** From 1; only where the document has pages. */
  page?: number;
  /** What it stands under, outermost first: `Install > On a server`. */
  heading: string;
  isHeading?: boolean;
}

export interface Reading {
  title?: string;
  blocks: Iterable<Block> | AsyncIterable<Block>;
  /** The text that blocks are parts of as they stand; left out where they were translated. */
  text?: string;
}
