import type { Response } from 'openai/resources/responses/responses';
import { Contract } from './contract.js';

/** A page of the web that an answer stands on. */
export interface Source {
  /** Its number in the text: `[1]`. */
  n: number;
  /** http or https, without OpenAI's own tracking parameter. */
  url: string;
  title: string;
  /** What the answer says on its authority: the ends of the sentences that cite it. Empty for a page that was only consulted. */
  cited: string[];
}

/** An answer of a model that has searched the web. */
export interface CitedAnswer {
  /** With its citations as `[1]`; empty where the model said nothing. */
  text: string;
  /** Those that are cited in the order of their numbers, then those that were consulted. */
  sources: Source[];
  /** What was searched for. */
  searches: string[];
  /** The text with the list of what it cites, in Markdown. */
  markdown: string;
  /** Why the text is not whole; undefined where it is. */
  shortfall?: string;
}

/** Reads what OpenAI's hosted web search found off a response. */
@Contract('CitedAnswers')
export abstract class CitedAnswers {
  /**
   * @param response one that has ended.
   * @throws ToolError where it has no text: `CONTENT_REFUSED`, `OUTPUT_INCOMPLETE`, `UPSTREAM_FAILED`, `UPSTREAM_INVALID_RESPONSE`.
   */
  abstract read(response: Response): CitedAnswer;

  /** What the model does now, in words such as `Reading example.com (2 searches, 1 page so far)`, by its items so far. */
  abstract doing(response: Pick<Response, 'status' | 'output'>): string;
}
