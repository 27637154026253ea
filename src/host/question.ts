import type { JsonSchema } from '../plugin-api/json-schema.js';
import type { ClientCapability, SampleOptions } from '../plugin-api/tool-call.js';

/** What a call wants of the client, or of the person at it, before it can go on. */
export type Question = PersonQuestion | SampleQuestion | RootsQuestion;

interface Repeatable {
  /** How often the call has asked the very same before; absent for the first time. */
  repeat?: number;
}

export interface PersonQuestion extends Repeatable {
  capability: 'elicitation';
  /** What it is called on the wire. */
  name: string;
  message: string;
  /** What is to be filled in: flat, as MCP's forms are. */
  form: JsonSchema;
  /** Why the last answer did not do. */
  remark?: string;
  /** An id of what it is about, where the words are the same for several. */
  about?: string;
}

export interface SampleQuestion extends SampleOptions, Repeatable {
  capability: 'sampling';
  name: 'sample';
  prompt: string;
}

export interface RootsQuestion extends Repeatable {
  capability: 'roots';
  name: 'roots';
}

/** The result of MCP's request that put the question, as the client sent it. */
export type Reply = Readonly<Record<string, unknown>>;

/** Who answers the questions of one call, which is run from its start after each round of them. */
export interface Respondent {
  can(capability: ClientCapability): boolean;
  /** What was answered; undefined where the question has not been put yet. */
  replyTo(question: Question): Reply | undefined;
  /** Whether any question has been answered before this round. */
  readonly hasReplies?: boolean;
}

/** Unwinds a call that can go on only once its questions have been answered. */
export class QuestionsAsked extends Error {
  constructor(readonly questions: readonly Question[]) {
    super('The call waits for answers.');
  }
}
