import type { IncomingMessage, ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { Logger } from '../../plugin-api/logger.js';

/** OpenAI's events name work; they don't hold it. */
const MOST_BYTES = 262_144;
const MOST_REMEMBERED = 1000;
const OF_JOBS = /^(response|batch|fine_tuning\.job)\.[a-z_]+$/;

export interface WebhookHandlerParts {
  secret: string;
  /** Looks at the work of this id now, if it is known. */
  wake: (workId: string) => Promise<boolean>;
  log: Logger;
}

/**
 * Takes OpenAI's webhooks, on whatever path it stands. Of an event that OpenAI has signed it takes the id of the work alone: how that stands,
 * OpenAI is asked.
 */
export class WebhookHandler {
  private readonly webhook: Webhook;
  /** Ids of what came before, oldest first. */
  private readonly known = new Set<string>();

  /** @throws Error where the secret is none. */
  constructor(private readonly parts: WebhookHandlerParts) {
    this.webhook = new Webhook(parts.secret);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return end(response, 405, { allow: 'POST' });
    const body = await bodyOf(request);
    if (body === undefined) return end(response, 413, { connection: 'close' });
    const event = this.verified(body, request.headers);
    if (event === undefined) return end(response, 400);
    const id = String(request.headers['webhook-id']);
    if (this.known.has(id)) return end(response, 200);
    try {
      await this.take(event);
    } catch (error) {
      // OpenAI sends it again later.
      this.parts.log.warn('A webhook could not be taken.', { error: String(error) });
      return end(response, 503);
    }
    this.remember(id);
    end(response, 200);
  }

  /** Undefined where it is not OpenAI's, or too old. */
  private verified(body: string, headers: IncomingMessage['headers']): unknown {
    try {
      return this.webhook.verify(body, headers as Record<string, string>) ?? {};
    } catch {
      this.parts.log.debug('A webhook without a valid signature was refused.');
      return undefined;
    }
  }

  private async take(event: unknown): Promise<void> {
    const { type, data } = (event ?? {}) as { type?: unknown; data?: { id?: unknown } | null };
    const workId = data?.id;
    if (typeof type !== 'string' || !OF_JOBS.test(type)) return;
    if (typeof workId !== 'string' || !/^[\w:.-]{1,200}$/.test(workId)) return;
    await this.parts.wake(workId);
  }

  private remember(id: string): void {
    this.known.add(id);
    if (this.known.size <= MOST_REMEMBERED) return;
    const [oldest] = this.known;
    this.known.delete(oldest!);
  }
}

/** Undefined where it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end();
}
