/** What may be found. */
export interface WantedChunks {
  documents: { among: readonly number[] } | { except: number };
  /** How many there are. */
  chunks: number;
}

/** A condition on the chunks `c`, with the value of its one parameter. */
export const wantedDocuments = ({ documents }: WantedChunks, parameter: string) =>
  'among' in documents
    ? { condition: `c.document = ANY(${parameter})`, value: documents.among }
    : { condition: `c.document <> ${parameter}`, value: documents.except };
