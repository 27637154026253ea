import type { ServerResponse } from 'node:http';
import type { LightStream, StreamSink } from './light-stream.js';

/** A client that takes nothing of what it is sent for so long is gone. */
export const STUCK_MS = 60_000;

/** Sends a stream as its pieces come. What is there at once goes out with the head: a write of its own costs as much as a fifth of a call. */
export class StreamSender implements StreamSink {
  private readonly early: Uint8Array[] = [];
  private readonly beginning: NodeJS.Immediate;
  private hasBegun = false;
  private draining: Promise<void> | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly status: number,
    private readonly headers: Record<string, string>,
  ) {
    this.beginning = setImmediate(() => this.begin());
  }

  send(stream: LightStream): void {
    const { response } = this;
    if (response.destroyed) {
      clearImmediate(this.beginning);
      return void stream.cancel();
    }
    response.once('close', () => void stream.cancel());
    stream.sendTo(this);
  }

  write(chunk: Uint8Array): void {
    if (!this.hasBegun) this.early.push(chunk);
    else if (!this.response.write(chunk)) this.draining ??= this.drain();
  }

  /** One that is over before it has begun is no stream any more. */
  end(): void {
    const { response, early } = this;
    if (this.hasBegun) return void response.end();
    this.hasBegun = true;
    clearImmediate(this.beginning);
    const whole = early.length === 1 ? early[0]! : Buffer.concat(early);
    response.writeHead(this.status, { ...this.headers, 'content-length': String(whole.length) }).end(whole);
  }

  cutOff(): void {
    clearImmediate(this.beginning);
    this.response.destroy();
  }

  async drained(): Promise<void> {
    await this.draining;
  }

  private begin(): void {
    const { response, early } = this;
    this.hasBegun = true;
    if (response.destroyed || response.writableEnded) return;
    response.writeHead(this.status, this.headers);
    if (early.length === 0) response.flushHeaders();
    for (const chunk of early) this.write(chunk);
  }

  private drain(): Promise<void> {
    const { response } = this;
    return new Promise((resolve) => {
      const stuck = setTimeout(() => response.destroy(), STUCK_MS);
      const go = () => {
        clearTimeout(stuck);
        response.off('drain', go).off('close', go);
        this.draining = undefined;
        resolve();
      };
      response.on('drain', go).on('close', go);
    });
  }
}
