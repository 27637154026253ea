import type OpenAI from 'openai';
import type { JsonSchema } from 'openai-mcp-host/plugin';
import type { FunctionCall } from './checked-calls.js';
import type { FunctionChoice } from './function-choice.js';
import type { FunctionSpec } from './functions.js';
import type { Message } from './messages.js';

export const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
export const VERBOSITIES = ['low', 'medium', 'high'] as const;
export const FINISHES = ['stop', 'length', 'tool_calls', 'content_filter'] as const;

export type AnswerFormat =
  | { type: 'json_object' }
  | { type: 'json_schema'; name: string; description?: string; schema: JsonSchema; strict: boolean };

/** One request for text, in neither API's form. */
export interface TextRequest {
  model?: string;
  messages: Message[];
  maxTokens?: number;
  temperature?: number;
  functions?: FunctionSpec[];
  choice?: FunctionChoice;
  format?: AnswerFormat;
  effort?: (typeof EFFORTS)[number];
  verbosity?: (typeof VERBOSITIES)[number];
  /** Receives the whole text so far whenever it has grown; asks OpenAI for a stream. */
  onText?: (text: string) => void;
}

export interface TextAnswer {
  id: string;
  text: string;
  calls: FunctionCall[];
  finish: (typeof FINISHES)[number];
  refusal?: string;
}

/** A request on its way out: with a model. */
export type ReadyRequest = TextRequest & { model: string };

/** The part of OpenAI's client that text goes over. */
export type TextClient = Pick<OpenAI, 'responses' | 'chat'>;
