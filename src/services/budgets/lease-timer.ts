/** Well within a lease, so that one late turn does no harm. */
const EVERY_MS = 20_000;

/** What has to be done again and again while the process lives; it keeps no process alive, and never overtakes itself. */
export class LeaseTimer {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isRunning = false;

  constructor(private readonly turn: () => Promise<void>) {}

  start(): void {
    this.timer ??= setInterval(() => this.ring(), EVERY_MS).unref();
  }

  /** Resolves when the last turn has ended. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private ring(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.running = this.turn().finally(() => {
      this.isRunning = false;
    });
  }
}
