import type { Logger } from '../../plugin-api/logger.js';
import type { Alert } from '../../storage/ledger.js';
import { newsOf } from './alert-payload.js';
import { alertWords } from './alert-words.js';
import type { WebhookMail } from './webhook-mail.js';

/** Tells clients something beside the answers to their calls, as an MCP log message. */
export type Notify = (
  level: 'warning',
  logger: string,
  data: object,
  /** Whom it is for, beside those who run the server; see `Notice`. */
  concerns: (client: string) => boolean,
) => void;

/** Tells whoever should hear that money is running out: log, clients, webhook. No call waits for it. */
export class AlertBell {
  constructor(
    private readonly log: Logger,
    private readonly notify: Notify,
    private readonly mail: WebhookMail | undefined,
  ) {}

  ring(alerts: readonly Alert[]): void {
    for (const alert of alerts) {
      const news = newsOf(alert);
      const message = alertWords(news);
      this.log.warn(message, { ...news });
      // What is left of a limit for several tells each what the others have spent.
      const isOwn = (client: string) => news.scope === 'client' && news.match === client;
      this.notify('warning', 'budget', { message, ...news }, isOwn);
    }
    this.mail?.deliverSoon();
  }

  /** Delivers what waits, of other processes too. */
  turn(): void {
    this.mail?.deliverSoon();
  }

  async stop(): Promise<void> {
    await this.mail?.stop();
  }
}
