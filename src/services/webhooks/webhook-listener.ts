import { createServer, type Server } from 'node:http';
import type { WebhooksSection } from '../../config/sections/webhooks-section.js';
import { WebhookHandler, type WebhookHandlerParts } from './webhook-handler.js';

const HEAD_MS = 10_000;
const WHOLE_MS = 20_000;

/** A listener of its own for webhooks, where no other server of this process takes them. It holds no process up. */
export class WebhookListener {
  private server: Server | undefined;

  constructor(
    private readonly section: Omit<WebhooksSection, 'secret'>,
    private readonly parts: WebhookHandlerParts,
  ) {}

  /** Resolves when it listens, or when it is clear that it can't: jobs are then asked about as without webhooks. */
  async listen(): Promise<void> {
    const { host, port, path } = this.section;
    const { log } = this.parts;
    const handler = handlerOf(this.parts);
    if (handler === undefined) return;
    const server = createServer(
      { headersTimeout: HEAD_MS, requestTimeout: WHOLE_MS },
      (request, response) => {
        if (request.url?.split('?')[0] !== path) return void response.writeHead(404).end();
        handler.handle(request, response).catch(() => response.destroy());
      },
    ).unref();
    this.server = server;
    await new Promise<void>((resolve) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        log.warn(
          `Webhooks can't be taken: ${host}:${port} ${reasonOf(error)}. Jobs are asked about now and then.`,
        );
        resolve();
      });
      server.listen(port, host, () => {
        const address = server.address();
        const bound = typeof address === 'object' && address !== null ? address.port : port;
        log.info(`Webhooks are taken at http://${host}:${bound}${path}.`);
        resolve();
      });
    });
  }

  /** Resolves when the port is free. */
  async close(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
}

function handlerOf(parts: WebhookHandlerParts): WebhookHandler | undefined {
  try {
    return new WebhookHandler(parts);
  } catch {
    parts.log.warn(
      "Webhooks can't be taken: webhooks.secret is no secret of Standard Webhooks (whsec_ and base64).",
    );
    return undefined;
  }
}

const reasonOf = ({ code }: NodeJS.ErrnoException): string =>
  code === 'EADDRINUSE' ? 'is taken by another process' : `can't be listened at (${code})`;
