import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Balancer {
  url: string;
  /** How many requests each server has got. */
  counts: readonly number[];
  close(): Promise<void>;
}

/**
 * A plain balancer: each request goes to the next server, whoever sends it. One that takes no connection is passed over; a request that was sent is never
 * sent again.
 */
export async function startBalancer(servers: readonly string[]): Promise<Balancer> {
  const counts = servers.map(() => 0);
  let next = 0;

  const pass = (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer, tries: number): void => {
    const at = next++ % servers.length;
    const { hostname, port } = new URL(servers[at]!);
    const { method, url: path, headers } = incoming;
    const asked = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      counts[at]! += 1;
      outgoing.writeHead(answer.statusCode!, answer.headers);
      outgoing.flushHeaders();
      answer.on('error', () => outgoing.destroy()).pipe(outgoing);
      answer.once('close', () => answer.complete || outgoing.destroy());
    });
    asked.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' && tries < servers.length) pass(incoming, outgoing, body, tries + 1);
      else if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
    outgoing.once('close', () => asked.destroy());
    asked.end(body);
  };

  const server = createServer(async (incoming, outgoing) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece);
    pass(incoming, outgoing, Buffer.concat(pieces), 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    counts,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
