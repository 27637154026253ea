/** Where a stream goes to. */
export interface StreamSink {
  write(chunk: Uint8Array): void;
  /** Resolves when what was written has been taken. */
  drained(): Promise<void>;
  end(): void;
  /** Ends it so that nobody takes it for whole. */
  cutOff(): void;
}

/** As much of a `ReadableStreamDefaultController` as the SDK asks for. */
interface StreamControls {
  enqueue(chunk: Uint8Array): void;
  close(): void;
  error(reason: unknown): void;
}

interface StreamSource {
  start?(controls: StreamControls): void;
  pull?(controls: StreamControls): Promise<void>;
  cancel?(reason?: unknown): unknown;
}

/**
 * Stands in the build for Node's own `ReadableStream` in the SDK: what is put in goes on to its sink at once, without promises for each
 * piece.
 */
export class LightStream {
  private readonly early: Uint8Array[] = [];
  private sink: StreamSink | undefined;
  private hasEnded = false;
  private readonly controls: StreamControls = {
    enqueue: (chunk) => this.enqueue(chunk),
    close: () => this.close(),
    error: () => this.fail(),
  };

  constructor(private readonly source: StreamSource) {
    source.start?.(this.controls);
  }

  /** To be called once. */
  sendTo(sink: StreamSink): void {
    this.sink = sink;
    for (const chunk of this.early.splice(0)) sink.write(chunk);
    if (this.hasEnded) sink.end();
    else if (this.source.pull !== undefined) void this.pullAll(sink);
  }

  /** Nobody takes it any more. */
  async cancel(reason?: unknown): Promise<void> {
    if (this.hasEnded) return;
    this.hasEnded = true;
    await this.source.cancel?.(reason);
  }

  /** What Node's own is read by. */
  getReader(): ReadableStreamDefaultReader<Uint8Array> {
    const start = (into: ReadableStreamDefaultController<Uint8Array>) =>
      this.sendTo({
        write: (chunk) => into.enqueue(chunk),
        drained: async () => {},
        end: () => into.close(),
        cutOff: () => into.error(new Error('The stream was cut off.')),
      });
    return new ReadableStream({ start, cancel: (reason) => this.cancel(reason) }).getReader();
  }

  private async pullAll(sink: StreamSink): Promise<void> {
    while (!this.hasEnded) {
      await this.source.pull?.(this.controls).catch(() => this.fail());
      await sink.drained();
    }
  }

  private enqueue(chunk: Uint8Array): void {
    this.refuseEnded();
    if (this.sink === undefined) this.early.push(chunk);
    else this.sink.write(chunk);
  }

  private close(): void {
    this.refuseEnded();
    this.hasEnded = true;
    this.sink?.end();
  }

  private fail(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.sink?.cutOff();
  }

  private refuseEnded(): void {
    if (this.hasEnded) throw new TypeError('The stream has ended.');
  }
}
