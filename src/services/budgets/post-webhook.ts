import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { BudgetWebhook } from '../../config/sections/budget-webhook.js';
import type { Logger } from '../../plugin-api/logger.js';
import { createAgents } from '../openai/http-agents.js';

const TIMEOUT_MS = 15_000;

export interface WebhookPost {
  /** The same for every attempt. */
  id: string;
  body: string;
  at: Date;
}

/**
 * Posts a body as Standard Webhooks has it, signed where there is a secret; through the proxy where there is one.
 *
 * @throws Error unless it is answered with 2xx in time.
 */
export async function postWebhook(
  webhook: BudgetWebhook,
  post: WebhookPost,
  { log, signal }: { log: Logger; signal: AbortSignal },
): Promise<void> {
  const url = new URL(webhook.url);
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const agents = createAgents(log);
  const { request } = process.getBuiltinModule(`node:${scheme}`);
  try {
    const outgoing = request(url, {
      method: 'POST',
      agent: agents[scheme],
      headers: headersOf(webhook, post),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    outgoing.end(post.body);
    const [{ statusCode: status = 0 }] = (await once(outgoing, 'response')) as [IncomingMessage];
    if (status < 200 || status > 299) throw new Error(`It answered with status ${status}.`);
  } finally {
    agents[scheme].destroy();
  }
}

const headersOf = (
  { secret }: BudgetWebhook,
  { id, body, at }: WebhookPost,
): Record<string, string | number> => ({
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(body),
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  ...(secret === undefined ? {} : { 'webhook-signature': new Webhook(secret).sign(id, at, body) }),
});
