import { EventEmitter, once } from 'node:events';
import type { ReplicaChannel } from '../replicas/replica-channel.js';

const RUNG = 'job-rung';

/** Tells who waits for a job, here or at another server, that it has ended. */
export class JobBell {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  constructor(
    private readonly channel: ReplicaChannel,
    until?: AbortSignal,
  ) {
    channel.hear(RUNG, (id) => this.emitter.emit(id), until);
  }

  ring(id: string): void {
    this.emitter.emit(id);
    this.channel.tell(RUNG, id);
  }

  /**
   * Waits until a job rings, or the time is up.
   *
   * @throws what the signal aborts with.
   */
  async wait(id: string, ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), ms);
    try {
      await once(this.emitter, id, { signal: AbortSignal.any([late.signal, signal]) });
    } catch {
      signal.throwIfAborted();
    } finally {
      clearTimeout(timer);
    }
  }
}
