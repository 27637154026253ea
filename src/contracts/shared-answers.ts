/** A flagged answer that waits for a person, as any server of a deployment can give it. */
export interface SharedAnswer {
  id: string;
  /** Whose call it is the answer of, as `ownerOf` names it. */
  owner: string;
  tool: string;
  /** What the person is asked. */
  question: object;
  /** JSON. */
  answer: string;
}

/** Where the servers of a deployment keep them. What fails is logged: the server that made an answer has it all the same. */
export interface SharedAnswers {
  keep(answer: SharedAnswer): Promise<void>;
  /** What was asked about the answers of an owner's calls of a tool that are still there. */
  questions(owner: string, tool: string): Promise<Pick<SharedAnswer, 'id' | 'question'>[]>;
  /** Takes an answer off; undefined where somebody has done so before. */
  take(id: string): Promise<string | undefined>;
}
