const MOST = 10_000;

/**
 * How many tokens of history lie behind a response or a conversation, as far as this process has seen them: what a request
 * that goes on from there has in it without showing it.
 */
export class ResponseMemory {
  private readonly tokens = new Map<string, number>();

  /** undefined where nobody here has seen it. */
  tokensOf(id: string): number | undefined {
    return this.tokens.get(id);
  }

  remember(id: string, tokens: number): void {
    this.tokens.delete(id);
    this.tokens.set(id, tokens);
    const oldest = this.tokens.size > MOST ? this.tokens.keys().next().value : undefined;
    if (oldest !== undefined) this.tokens.delete(oldest);
  }

  forget(id: string): void {
    this.tokens.delete(id);
  }
}
