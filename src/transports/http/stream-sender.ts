import type { ServerResponse } from 'node:http';
import type { LightStream, StreamSink } from './light-stream.js';

/** What is longer than what the connection itself holds waits for its client here. */
export const LONG_BYTES = 65_536;

interface SentParts {
  status: number;
  headers: Record<string, string>;
  /** After which a client that takes nothing of it is gone. */
  unreadMs: number;
}

/** Sends a stream as its pieces come. What is there at once goes out with the head: a write of its own costs as much as a fifth of a call. */
export class StreamSender implements StreamSink {
  private readonly early: Uint8Array[] = [];
  private readonly beginning: NodeJS.Immediate;
  private hasBegun = false;
  private draining: Promise<void> | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly parts: SentParts,
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
    const { status, headers, unreadMs } = this.parts;
    if (this.hasBegun) return void response.end();
    this.hasBegun = true;
    clearImmediate(this.beginning);
    const whole = early.length === 1 ? early[0]! : Buffer.concat(early);
    if (whole.length > LONG_BYTES) response.setTimeout(unreadMs, () => response.destroy());
    response.writeHead(status, { ...headers, 'content-length': String(whole.length) }).end(whole);
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
    response.writeHead(this.parts.status, this.parts.headers);
    if (early.length === 0) response.flushHeaders();
    for (const chunk of early) this.write(chunk);
  }

  private drain(): Promise<void> {
    const { response } = this;
    return new Promise((resolve) => {
      const stuck = setTimeout(() => response.destroy(), this.parts.unreadMs);
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
