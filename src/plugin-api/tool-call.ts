/** Who is calling. */
export interface Client {
  /** The client's own name, such as `claude-code`; `unknown` where it gives none. */
  name: string;
  version?: string;
}

/** The answer to {@link ToolCall.confirm}. `unavailable`: this client has no way to ask a person. */
export type Confirmation = 'accepted' | 'declined' | 'unavailable';

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

  /** Adds a remark to the result, for the model and the person: a parameter that was dropped, a model substituted. */
  abstract note(remark: string): void;
}
