import type { Logger } from '../../plugin-api/logger.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { Broadcast } from '../../storage/broadcast.js';
import type { Storage } from '../../storage/storage.js';

const AGAIN_MS = 3000;

export interface ReplicaChannelParts {
  /** Undefined where the database is this server's alone. */
  storage: (() => Promise<Storage>) | undefined;
  log: Logger;
}

/** What the servers on one database tell each other. With nobody there to tell, the database is not even opened for it. */
export class ReplicaChannel {
  private readonly beginnings = new Set<(broadcast: Broadcast) => void>();
  private open: Broadcast | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStarted = false;
  private isStopped = false;

  constructor(private readonly parts: ReplicaChannelParts) {}

  /** Whether there may be others. */
  get isShared(): boolean {
    return this.parts.storage !== undefined;
  }

  /** Whether it is to hear the others and does not yet. */
  get isDeaf(): boolean {
    return this.isShared && this.isStarted && this.open === undefined;
  }

  /** @throws ToolError while the others are not heard. */
  requireHearing(): void {
    if (this.isDeaf)
      throw new ToolError('STORAGE_UNAVAILABLE', 'The other servers on this database are not heard yet.');
  }

  /** Hears the others from now on; until the database can be used, tries again and again. */
  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.begin();
  }

  private begin(): void {
    const { storage, log } = this.parts;
    if (storage === undefined || this.isStopped) return;
    storage()
      .then(async ({ broadcast }) => {
        await broadcast.listen();
        this.open = broadcast;
        for (const begin of this.beginnings) begin(broadcast);
        this.beginnings.clear();
      })
      .catch((error: unknown) => {
        log.debug('Other servers cannot be heard yet.', { error: String(error) });
        if (!this.isStopped) this.timer = setTimeout(() => this.begin(), AGAIN_MS).unref();
      });
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** Tells the others, whenever that is possible; nobody waits for it. */
  tell(topic: string, message: string): void {
    this.say(topic, message).catch((error: unknown) =>
      this.parts.log.debug('Other servers were not told.', { topic, error: String(error) }),
    );
  }

  /** As `tell`, and settles when it has been said. */
  async say(topic: string, message: string): Promise<void> {
    const { storage } = this.parts;
    if (storage !== undefined && !this.isStopped) await (await storage()).broadcast.publish(topic, message);
  }

  /** Who we are, to the others. */
  async self(): Promise<string> {
    const { storage } = this.parts;
    return storage === undefined ? 'alone' : (await storage()).broadcast.self;
  }

  /** @param until after which the listener hears nothing any more: for those that go before the channel does. */
  hear(topic: string, listener: (message: string) => void, until?: AbortSignal): void {
    const begin = (broadcast: Broadcast) => {
      const forget = broadcast.subscribe(topic, listener);
      until?.addEventListener('abort', forget, { once: true });
    };
    if (until?.aborted) return;
    until?.addEventListener('abort', () => this.beginnings.delete(begin), { once: true });
    this.whenOpen(begin);
  }

  /** Calls back when something may have been missed. */
  onGap(listener: () => void): void {
    this.whenOpen((broadcast) => broadcast.onGap(listener));
  }

  private whenOpen(begin: (broadcast: Broadcast) => void): void {
    if (this.open !== undefined) begin(this.open);
    else if (this.isShared) this.beginnings.add(begin);
  }
}
