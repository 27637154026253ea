import type { Readable } from 'node:stream';

/** The bytes of an answer that are still to come: at once, or one after the other. */
export class LiveBody implements AsyncIterable<Uint8Array> {
  constructor(
    private readonly stream: Readable,
    private readonly failureOf: (error: unknown) => Error,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of this.stream) yield chunk;
    } catch (error) {
      throw this.failureOf(error);
    }
  }

  // Without an iterator, which costs more than all the rest of a short answer.
  collect(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const { stream } = this;
      const fail = () => reject(this.failureOf(stream.errored ?? new Error('The answer broke off.')));
      if (stream.destroyed) return fail();
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => resolve(Buffer.concat(chunks)));
      stream.once('close', () => {
        if (!stream.readableEnded) fail();
      });
    });
  }
}
