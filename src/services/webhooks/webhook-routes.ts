import type { WebhooksSection } from '../../config/sections/webhooks-section.js';
import type { HttpRoute } from '../../contracts/http-route.js';
import { once } from '../once.js';
import type { WebhookHandlerParts } from './webhook-handler.js';

/** OpenAI's webhooks as a route of the server that serves MCP over HTTP; none where no secret is configured. */
export function webhookRoutes(
  { secret, path }: WebhooksSection,
  parts: () => Omit<WebhookHandlerParts, 'secret'>,
): HttpRoute[] {
  if (secret === undefined) return [];
  const handler = once(async () => {
    const { WebhookHandler } = await import('./webhook-handler.js');
    return new WebhookHandler({ secret, ...parts() });
  });
  return [
    {
      path,
      methods: ['POST'],
      for: 'anybody',
      handle: async (request, response) => (await handler()).handle(request, response),
    },
  ];
}
