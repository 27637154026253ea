import { Contract } from './contract.js';
import type { JsonSchema } from './json-schema.js';
import type { TextMessage } from './text-message.js';
import type { ToolCall } from './tool-call.js';

/** A function that the model may call. */
export interface TextFunction {
  /** At most 64 letters, digits, `_` and `-`. */
  name: string;
  description?: string;
  /** JSON Schema of type `object`; left out for a function without parameters. */
  parameters?: JsonSchema;
  /** Whether OpenAI holds the model to the schema. Default: false. */
  strict?: boolean;
}

/** Whether, or which, function the model must call. */
export type FunctionChoice = 'auto' | 'none' | 'required' | { name: string };

/** A call of a function that the model wants; nothing has run. */
export interface FunctionCalled {
  id: string;
  name: string;
  /** As the model wrote them: JSON, if it did well. */
  arguments: string;
  /** The arguments parsed; null where they are not a JSON object. */
  parsed: Record<string, unknown> | null;
  /** What is wrong with them by the function's own schema; empty where nothing is. */
  problems: string[];
}

/** The form that an answer must have. */
export type TextFormat =
  | { type: 'json_object' }
  | {
      type: 'json_schema';
      /** At most 64 letters, digits, `_` and `-`. */
      name: string;
      description?: string;
      schema: JsonSchema;
      /** Whether OpenAI holds the model to the schema. Default: true where the schema is one that its strict mode takes. */
      strict?: boolean;
    };

/** A tool that OpenAI itself runs while it answers; needs the Responses API. */
export type HostedTool =
  | { type: 'web_search' }
  | {
      type: 'file_search';
      vector_store_ids: readonly string[];
      /** 1 to 50. */
      max_num_results?: number;
    };

/** One request for text, in neither API's form. */
export interface TextRequest {
  /** What the caller wants; left out, `defaults.model` of the config and then {@link fallbackModel}. */
  model?: string;
  /** What the plugin asks where nobody names a model: a setting of its own. */
  fallbackModel: string;
  /** How hard the question is, for the model `auto`. */
  task?: 'draft' | 'standard' | 'hard';
  /** At least one. What stays the same from request to request belongs first: OpenAI caches the beginning. */
  messages: readonly TextMessage[];
  /** Goes on after this answer, as OpenAI keeps it; only the new messages are sent. Needs the Responses API. */
  previousResponseId?: string;
  /**
   * Goes on in this conversation, as OpenAI keeps it (`/conversations`): the new messages and the answer are added to it. Not together
   * with {@link previousResponseId}. Needs the Responses API.
   */
  conversation?: string;
  /** What the model is to keep to in this answer; never becomes part of the conversation. */
  instructions?: string;
  /** Leaves out the oldest part of a conversation that the model can't read whole; left out, that is `CONTEXT_TOO_LONG`. */
  truncation?: 'auto';
  /** The most tokens of the answer, its reasoning included. Default: `defaults.maxTokens`. */
  maxTokens?: number;
  /** 0 to 2; the host drops it where a model takes none. Default: `defaults.temperature`. */
  temperature?: number;
  /** 0 to 1; the host drops it where a model takes none. */
  topP?: number;
  functions?: readonly TextFunction[];
  hostedTools?: readonly HostedTool[];
  /** How often hosted tools are used at most: under a hard budget there has to be a limit. */
  maxToolCalls?: number;
  choice?: FunctionChoice;
  format?: TextFormat;
  effort?: 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';
  verbosity?: 'low' | 'medium' | 'high';
  serviceTier?: 'auto' | 'default' | 'flex' | 'scale' | 'priority' | 'fast';
  /** The same for requests that begin alike: OpenAI then finds their beginning in its cache more often. */
  promptCacheKey?: string;
  /** Receives the whole text so far whenever it has grown; asks OpenAI for a stream. */
  onText?: (text: string) => void;
}

/** What the requests behind an answer used, its repair included. */
export interface TextUsage {
  inputTokens: number;
  cachedInputTokens: number;
  /** Those of reasoning included. */
  outputTokens: number;
  /** null where a price is not known. */
  costUsd: number | null;
}

/** What an answer says that it stands on: a page of the web, or a file of a vector store. */
export type Citation = { url: string; title: string } | { file_id: string; filename: string };

/** What a model answered. */
export interface TextAnswer {
  /** Goes into `previousResponseId` where it came over the Responses API. */
  id: string;
  /** Empty where the model only called functions. */
  text: string;
  /** The JSON of the text, checked; only where a format was asked for and there is a text. */
  json?: unknown;
  calls: FunctionCalled[];
  /** What the text cites, each once; only where hosted tools were given. */
  citations?: Citation[];
  finish: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  /** The model that answered. */
  model?: string;
  /** The tier that served it, where the API says so. */
  serviceTier?: string;
  /** Of several answers, what they used together. */
  usage: TextUsage;
}

/**
 * Asks a model for text: over the Responses API where the provider has it and the request fits it, over Chat Completions
 * otherwise, by way of the plugin's own {@link OpenAIClient}. What is wrong with an answer that can be used (cut, repaired,
 * served at another tier) is noted on the call.
 */
@Contract('TextGeneration')
export abstract class TextGeneration {
  /**
   * JSON that doesn't fit its format is sent back once, with what is wrong with it: a second request, paid like the first.
   *
   * @throws ToolError `CONTENT_REFUSED`; `OUTPUT_INCOMPLETE` where the token limit left nothing to use; `OUTPUT_NOT_JSON` and
   *   `OUTPUT_NOT_VALID` after the repair; `JSON_SCHEMA_INVALID`, `FUNCTION_SCHEMA_INVALID` and `PARAMETERS_CONFLICT` before
   *   anything is spent; `RESPONSES_API_MISSING`.
   */
  abstract ask(request: TextRequest, call: ToolCall): Promise<TextAnswer>;

  /**
   * Several answers to the same request. Over Chat Completions, where the request fits it, they are one request whose prompt is
   * paid for once; otherwise they are `n` requests. An answer that fails doesn't take the others along.
   *
   * @param n 1 or more.
   * @returns at least one answer, and `n` where none failed.
   * @throws ToolError as {@link ask} does, where all of them failed.
   */
  abstract candidates(request: TextRequest, n: number, call: ToolCall): Promise<TextAnswer[]>;
}
