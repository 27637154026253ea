/** A flagged answer that waits for a person. */
export interface HeldAnswerTable {
  id: string;
  owner: string;
  tool: string;
  /** JSON, both. */
  question: string;
  answer: string;
  /** By the database's clock. */
  at: number;
}

export interface HeldAnswerTables {
  held_answer: HeldAnswerTable;
}
