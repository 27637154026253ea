import type { BudgetWebhook } from '../../config/sections/budget-webhook.js';
import type { Logger } from '../../plugin-api/logger.js';
import { AlertDeliveries, type AlertDelivery } from '../../storage/alert-deliveries.js';
import type { Storage } from '../../storage/storage.js';
import { newsOf } from './alert-payload.js';

const LEASE_MS = 60_000;
const BATCH = 10;
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Waits after the first attempts; the last one holds for all that follow. */
const WAITS_MS = [10_000, 30_000, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS];

export interface MailParts {
  webhook: BudgetWebhook;
  /** @throws when the database can't be used. */
  storage(): Promise<Storage>;
  log: Logger;
  now(): number;
}

/** Posts alerts to the webhook, again and again for a day where it does not take them. */
export class WebhookMail {
  private delivering: Promise<void> | undefined;
  private again = false;
  private readonly stopping = new AbortController();

  constructor(private readonly parts: MailParts) {}

  /** Without anybody waiting for it. */
  deliverSoon(): void {
    if (this.delivering !== undefined) this.again = true;
    else void this.deliver();
  }

  /** Everything that is due, whichever process raised it. */
  deliver(): Promise<void> {
    this.delivering ??= this.deliverAll()
      .catch((error) => {
        if (!this.stopping.signal.aborted)
          this.parts.log.error("Alerts can't be delivered for now.", { error });
      })
      .finally(() => {
        this.delivering = undefined;
        if (this.again) {
          this.again = false;
          this.deliverSoon();
        }
      });
    return this.delivering;
  }

  /** Breaks off what is under way, and leaves it to other processes: a webhook keeps no server from ending. */
  async stop(): Promise<void> {
    this.again = false;
    this.stopping.abort();
    await this.delivering;
  }

  private async deliverAll(): Promise<void> {
    const { db } = await this.parts.storage();
    const deliveries = new AlertDeliveries(db);
    for (;;) {
      const now = this.parts.now();
      const taken = await deliveries.take(now, now + LEASE_MS, BATCH);
      await Promise.all(taken.map((each) => this.deliverOne(each, deliveries)));
      if (taken.length < BATCH) return;
    }
  }

  private async deliverOne(delivery: AlertDelivery, deliveries: AlertDeliveries): Promise<void> {
    const { webhook, log, now } = this.parts;
    const { id, attempts, recordedAt } = delivery;
    const body = JSON.stringify({
      type: 'budget.alert',
      timestamp: new Date(recordedAt).toISOString(),
      data: newsOf(delivery),
    });
    try {
      const { postWebhook } = await import('./post-webhook.js');
      const post = { id: `alert_${id}_${recordedAt}`, body, at: new Date(now()) };
      await postWebhook(webhook, post, { log, signal: this.stopping.signal });
      await deliveries.finish(id, 'delivered');
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      if (now() - recordedAt < DAY_MS) {
        await deliveries.postpone(id, now() + WAITS_MS[Math.min(attempts, WAITS_MS.length) - 1]!);
        log.info('The webhook did not take an alert; it is posted again later.', { error, attempts });
        return;
      }
      await deliveries.finish(id, 'given-up');
      log.error(`The webhook has not taken an alert for a day, ${attempts} times; it is given up.`, {
        error,
        body,
      });
    }
  }
}
