import type { HttpReply } from '../openai/http-fetch.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import { isWhole } from './whole-answer.js';

/** What came of it: the reply, with all of its body once that has come. */
export interface SharedOutcome {
  status: number;
  contentType: string;
  body: Buffer;
}

/** One request on its way for all who ask the same; it goes on for as long as anybody wants its answer. */
export class SharedRequest {
  /** What really goes out, on behalf of the first. */
  readonly request: OutgoingRequest;
  private readonly giveUp = new AbortController();
  private readonly head: Promise<HttpReply>;
  private readonly chunks: Uint8Array[] = [];
  private news = Promise.withResolvers<void>();
  private reply: HttpReply | undefined;
  private wanted = 0;
  private readonly ended = Promise.withResolvers<void>();
  private isOver = false;
  private failure: unknown;

  /** @param settle is told what has come; undefined where it failed, or nobody wants it any more. */
  constructor(
    first: OutgoingRequest,
    send: (request: OutgoingRequest) => Promise<HttpReply>,
    private readonly settle: (outcome: SharedOutcome | undefined) => void,
  ) {
    this.request = first.branch(this.giveUp.signal);
    this.head = send(this.request).then(
      (reply) => this.begin(reply),
      (failure) => {
        this.over(failure);
        throw failure;
      },
    );
    this.head.catch(() => undefined);
  }

  /** The reply for one who asks; `own` is theirs, and ends when they have all that they wanted. */
  async join(own: OutgoingRequest): Promise<HttpReply> {
    const { aborted, leave } = this.enter(own);
    try {
      const { status, headers, body } = await Promise.race([this.head, aborted]);
      own.status = status;
      own.servedModel = this.request.servedModel;
      own.answer = this.request.answer;
      if (Buffer.isBuffer(body)) {
        await own.end();
        await leave();
        return { status, headers, body, abort: () => {} };
      }
      const abort = () => {
        void leave();
        void own.end();
      };
      return { status, headers, body: this.read(own, aborted, leave), abort };
    } catch (failure) {
      await leave();
      throw failure;
    }
  }

  private enter(own: OutgoingRequest): { aborted: Promise<never>; leave: () => Promise<void> } {
    const { signal } = own;
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    aborted.catch(() => undefined);
    let leaving: Promise<void> | undefined;
    const leave = (): Promise<void> => {
      leaving ??= this.leave(own, cancel);
      return leaving;
    };
    // Whoever was given a stream need not be reading it.
    const cancel = () => {
      reject(own.abortReason);
      void leave();
      void own.end(own.abortReason);
    };
    this.wanted += 1;
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
    return { aborted, leave };
  }

  private async leave(own: OutgoingRequest, cancel: () => void): Promise<void> {
    own.signal.removeEventListener('abort', cancel);
    this.wanted -= 1;
    if (this.wanted === 0) await this.abandon(own);
  }

  private async *read(
    own: OutgoingRequest,
    aborted: Promise<never>,
    leave: () => Promise<void>,
  ): AsyncGenerator<Uint8Array> {
    try {
      for (let next = 0; ; ) {
        const { promise } = this.news;
        for (; next < this.chunks.length; next++) {
          // Whoever reads may stop at the last event: it must be on record by then.
          if (this.request.hasEnded) await own.end(this.failure);
          yield this.chunks[next]!;
        }
        if (this.isOver) break;
        await Promise.race([promise, aborted]);
      }
      if (this.failure !== undefined) throw this.failure;
    } catch (failure) {
      await own.end(failure);
      throw failure;
    } finally {
      await leave();
      await own.end();
    }
  }

  private begin(reply: HttpReply): HttpReply {
    this.reply = reply;
    if (Buffer.isBuffer(reply.body)) {
      this.chunks.push(reply.body);
      this.over();
    } else void this.follow(reply.body);
    return reply;
  }

  private async follow(body: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      for await (const chunk of body) {
        this.chunks.push(chunk);
        this.tell();
      }
      this.over();
    } catch (failure) {
      this.over(failure);
    }
  }

  private tell(): void {
    this.news.resolve();
    this.news = Promise.withResolvers<void>();
  }

  private over(failure?: unknown): void {
    if (this.isOver) return;
    this.isOver = true;
    this.failure = failure;
    this.settle(failure === undefined ? this.outcome : undefined);
    this.tell();
    this.ended.resolve();
  }

  private get outcome(): SharedOutcome | undefined {
    if (this.reply === undefined) return undefined;
    const { status, headers } = this.reply;
    return { status, contentType: headers['content-type'] ?? '', body: Buffer.concat(this.chunks) };
  }

  /** Nobody waits any more: what is whole is still kept, all else is stopped, and on record when this resolves. */
  private async abandon({ signal, abortReason }: OutgoingRequest): Promise<void> {
    if (this.isOver) return;
    const { outcome } = this;
    if (outcome !== undefined && isWhole(this.request.endpoint, outcome.contentType, outcome.body)) return;
    this.settle(undefined);
    if (signal.aborted || this.reply === undefined) this.giveUp.abort(abortReason);
    else this.reply.abort();
    await this.ended.promise;
  }
}
