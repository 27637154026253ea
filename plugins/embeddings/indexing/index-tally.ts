import type { ToolError } from 'openai-mcp-host/plugin';

const MOST_LISTED = 20;

export interface FailedSource {
  source: string;
  code: string;
  reason: string;
}

/** What came of a call so far. */
export class IndexTally {
  /** Documents that were put into the collection. */
  indexed = 0;
  unchanged = 0;
  removed = 0;
  chunks = 0;
  /** Chunks that were sent, and those whose vectors were there. */
  embedded = 0;
  reused = 0;
  /** Of the chunks that were, or would be sent: at most, because no text has more tokens than bytes; and about. */
  mostTokens = 0;
  likelyTokens = 0;
  failed = 0;
  /** The first that failed. */
  readonly failures: FailedSource[] = [];
  /** Numbers of what was passed over, by reason. */
  readonly skipped = new Map<string, number>();
  lastFailure: ToolError | undefined;

  fail(source: string, error: ToolError): void {
    this.failed += 1;
    this.lastFailure = error;
    const { code, message } = error;
    if (this.failures.length < MOST_LISTED) this.failures.push({ source, code, reason: message });
  }

  skip(why: string): void {
    this.skipped.set(why, (this.skipped.get(why) ?? 0) + 1);
  }

  /** A text that was sent, or would be. */
  count(text: string): void {
    const bytes = Buffer.byteLength(text);
    this.mostTokens += bytes;
    // Four letters of ASCII make about a token, and every other character about one.
    const others = bytes === text.length ? 0 : text.replace(/[\0-\x7f]+/g, '').length;
    this.likelyTokens += Math.ceil((text.length - others) / 4) + others;
  }
}
