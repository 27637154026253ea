import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import type { Citation, TextFormat, TextRequest } from '../../plugin-api/text-generation.js';

/** A request on its way out: with a model, and nothing left to decide. */
export interface ReadyRequest extends TextRequest {
  model: string;
  format?: ReadyFormat;
}

export type ReadyFormat =
  | Extract<TextFormat, { type: 'json_object' }>
  | (Extract<TextFormat, { type: 'json_schema' }> & { strict: boolean });

/** An answer as the API gave it: nothing settled, nothing checked. */
export interface RawAnswer {
  id: string;
  text: string;
  calls: RawCall[];
  finish: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  citations?: Citation[];
  refusal?: string | undefined;
  model?: string | undefined;
  serviceTier?: string | undefined;
}

export interface RawCall {
  id: string;
  name: string;
  arguments: string;
}

/** The part of OpenAI's client that text goes over. */
export type TextClient = Pick<OpenAIClient, 'responses' | 'chat'>;

/** Options of the request for the SDK: what the house wants to know of it, in headers that it doesn't send. */
export const optionsOf = ({ task }: ReadyRequest) =>
  task === undefined ? undefined : { headers: { 'openai-mcp-host-task': task } };
