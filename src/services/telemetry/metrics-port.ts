import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { HttpRoute } from '../../contracts/http-route.js';

const WHOLE_MS = 10_000;
const HEAD_MS = 5000;

export interface MetricsPort {
  port: number;
  close(): void;
}

/**
 * Serves `/metrics` at a port of its own: no client, and no MCP, gets there.
 *
 * @throws what listening fails with.
 */
export async function openMetricsPort(route: HttpRoute, port: number, host: string): Promise<MetricsPort> {
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer({ requestTimeout: WHOLE_MS, headersTimeout: HEAD_MS }, (request, response) => {
    const isFound = request.url?.split('?')[0] === route.path;
    if (isFound && route.methods.includes(request.method ?? ''))
      return void route.handle(request, response, undefined);
    response.writeHead(isFound ? 405 : 404).end();
  }).unref();
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
