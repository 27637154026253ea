import type { Shape } from './json-schema.js';

/** Who is calling. */
export interface Client {
  /** The client's own name, such as `claude-code`; `unknown` where it gives none. */
  name: string;
  version?: string;
}

/** The answer to {@link ToolCall.confirm}. `unavailable`: this client has no way to ask a person. */
export type Confirmation = 'accepted' | 'declined' | 'unavailable';

/** How weighty a log message is, in MCP's words, lightest first. */
export type LogLevel = 'debug' | 'info' | 'notice' | 'warning' | 'error' | 'critical' | 'alert' | 'emergency';

/**
 * What came of asking: what was asked for, or why it was not given. `declined`: the person said no. `cancelled`: the
 * person closed the question. `unavailable`: this client has no way to ask.
 */
export type Asked<Given extends object> =
  | ({ answer: 'accepted' } & Given)
  | { answer: 'declined' | 'cancelled' | 'unavailable' };

/** What a client may be able to do for a tool: ask a person, ask its own model, tell its folders. */
export type ClientCapability = 'elicitation' | 'sampling' | 'roots';

/** What {@link ToolCall.sample} takes beside the prompt. */
export interface SampleOptions {
  /** The most tokens of the answer. */
  maxTokens: number;
  /** What the model is to keep to; clients may put something else in its place. */
  system?: string;
}

/** What the client's model said. */
export interface Sample {
  text: string;
  /** The model, as the client names it. */
  model: string;
}

/** A folder or file that the person at the client works in. */
export interface Root {
  /** A `file:` URL. */
  uri: string;
  name?: string;
}

/** One call of one tool: everything that belongs to this call alone. Tools keep no state of a call on themselves. */
export abstract class ToolCall {
  /** Unique for this call. */
  abstract readonly id: string;
  abstract readonly client: Client;
  /**
   * Aborts when the client cancels or disconnects, and when the host's time limit is reached. The injected
   * OpenAIClient follows it by itself; pass it on to anything else that takes long.
   */
  abstract readonly signal: AbortSignal;

  /**
   * Tells the client how far the call is; a no-op where the client did not ask. Shown as it comes, at most
   * 200 characters, so a growing text should be cut to its end.
   *
   * @param fraction done so far, from 0 to 1; left out where nobody can know.
   */
  abstract progress(fraction: number | undefined, message?: string): void;

  /**
   * Asks the person at the client (MCP elicitation). The call is run again from its start once the person has
   * answered, so ask before spending money or changing anything.
   */
  abstract confirm(question: string): Promise<Confirmation>;

  /**
   * Asks the person at the client to fill in a form (MCP elicitation), and gives an instance of the class, checked. As
   * with {@link confirm}, the call is run again from its start once the person has answered; what is asked at the same
   * time (`Promise.all`) is asked together. Not for passwords or keys: clients may show and keep what is filled in.
   *
   * @param fields a class of texts, numbers, booleans, choices (`@IsIn`) and arrays of choices, with rules and defaults as
   *   in an input class, but nothing nested.
   * @throws ToolError `FIELDS_UNSUPPORTED` where the class has a property that no form can show.
   */
  abstract ask<Fields extends object>(
    question: string,
    fields: Shape<Fields>,
  ): Promise<Asked<{ fields: Fields }>>;

  /**
   * Asks the client's own model (MCP sampling): at the cost of the person, who may be asked, and with a model that the
   * client chooses. As after {@link confirm}, the call is run again from its start. MCP has deprecated it and few clients can;
   * the injected OpenAIClient is there for whatever must be answered.
   */
  abstract sample(prompt: string, options: SampleOptions): Promise<Asked<Sample>>;

  /**
   * Asks in which folders the person at the client works (MCP roots); what lies there is the client's, and can be on another
   * machine. As after {@link confirm}, the call is run again from its start. MCP has deprecated it: an argument of the tool, or
   * a setting, says more.
   */
  abstract roots(): Promise<Asked<{ roots: readonly Root[] }>>;

  /**
   * Sends the client a log message under the plugin's name, for people who follow what goes on; no model reads it. A
   * no-op where the client wants none of this level. Say `logs` in the plugin's definition: a server that does not state
   * that it logs sends none. The operator's log is `Logger`.
   *
   * @param data a text, or facts as JSON has them.
   */
  abstract log(level: LogLevel, data: string | object): void;

  /** Adds a remark to the result, for the model and the person: a parameter that was dropped, a model substituted. */
  abstract note(remark: string): void;
}
