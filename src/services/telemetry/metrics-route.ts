import type { HttpRoute } from '../../contracts/http-route.js';
import type { Scrape } from './scrape.js';

/** `/metrics`, in the format of Prometheus. */
export const metricsRoute = (scrape: Scrape, access: HttpRoute['for']): HttpRoute => ({
  path: '/metrics',
  methods: ['GET'],
  for: access,
  async handle(_, response) {
    try {
      const text = await scrape.text();
      response.writeHead(200, {
        'content-type': 'text/plain; version=0.0.4; charset=utf-8',
        'cache-control': 'no-store',
      });
      response.end(text);
    } catch {
      if (!response.headersSent) response.writeHead(503, { 'content-type': 'text/plain' });
      response.end('The metrics can not be read now.\n');
    }
  },
});
