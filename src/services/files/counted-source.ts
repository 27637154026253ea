/** Content that comes piece by piece: what came of it, and whether it was the source that failed. */
export class CountedSource implements AsyncIterable<Uint8Array> {
  size = 0;
  failure: { error: unknown } | undefined;

  /** @param ending aborts where nobody waits for the rest any more. */
  constructor(
    private readonly source: AsyncIterable<Uint8Array>,
    private readonly ending: AbortSignal | undefined,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const pieces = this.source[Symbol.asyncIterator]();
    let isDone = false;
    try {
      for (;;) {
        const piece = await this.unlessEnded(pieces.next());
        isDone = piece.done === true;
        if (isDone) return;
        this.size += piece.value.byteLength;
        yield piece.value;
      }
    } catch (error) {
      this.failure = { error };
      throw error;
    } finally {
      // Not waited for: what hangs in its next piece answers this after it.
      if (!isDone) void Promise.resolve(pieces.return?.()).catch(() => {});
    }
  }

  private async unlessEnded<T>(piece: Promise<T>): Promise<T> {
    const { ending } = this;
    if (ending === undefined) return piece;
    let end = (): void => {};
    const ended = new Promise<never>((_, reject) => {
      end = () => reject(ending.reason);
      if (ending.aborted) end();
      else ending.addEventListener('abort', end, { once: true });
    });
    try {
      return await Promise.race([piece, ended]);
    } finally {
      ending.removeEventListener('abort', end);
    }
  }
}
